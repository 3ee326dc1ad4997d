package dev.trellis.tde.script;

import dev.trellis.tde.child.Shown;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The one shape of requirements that is installed: exact versions, each with the digests of its files, and nothing else. */
final class LockedRequirements {
    /** {@code name[extra]==1.2.3 ; marker --hash=sha256:HEX …}, without URLs and without options. */
    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?"
            + "(\\[[A-Za-z0-9._, -]{1,100}])?==[A-Za-z0-9][A-Za-z0-9.!+_-]{0,99}"
            + "( ?; ?[A-Za-z0-9_.'\"<>=!()~ ]{1,200}?)?"
            + "( --hash=sha256:[0-9a-f]{64}){1,100}");

    private static final int MOST = 500;

    /**
     * The requirements of a file, one a line.
     *
     * @throws TaskFailedException with the code {@code requirements_refused}, the line's number and what may stand there
     */
    static String of(String file) throws TaskFailedException {
        List<String> requirements = new ArrayList<>();
        String[] lines = file.split("\n", -1);
        StringBuilder open = new StringBuilder();
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1]
                    .replaceFirst("(^|\\s)#.*$", "")
                    .replaceAll("[ \\t\\r]+", " ")
                    .strip();
            boolean continues = line.endsWith("\\");
            open.append(' ')
                    .append(continues ? line.substring(0, line.length() - 1).strip() : line);
            if (!continues) {
                take(open.toString().strip(), number, requirements);
                open.setLength(0);
            }
        }
        take(open.toString().strip(), lines.length, requirements);
        if (requirements.isEmpty() || requirements.size() > MOST) {
            throw TaskFailedException.permanent(
                    "requirements_refused",
                    "expected 1 to %d requirements, found %d".formatted(MOST, requirements.size()));
        }
        return String.join("\n", requirements) + "\n";
    }

    private static void take(String line, int number, List<String> requirements) throws TaskFailedException {
        if (line.isEmpty()) {
            return;
        }
        if (!LINE.matcher(line).matches()) {
            throw TaskFailedException.permanent(
                    "requirements_refused",
                    "line %d: expected name==version --hash=sha256:HEX, as pip-compile --generate-hashes writes it, found %s"
                            .formatted(number, Shown.of(line)));
        }
        requirements.add(line);
    }

    private LockedRequirements() {}
}
