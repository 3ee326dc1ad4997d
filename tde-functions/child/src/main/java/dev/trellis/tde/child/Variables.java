package dev.trellis.tde.child;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The environment variables of an entry. Those by which a loader, a shell or an interpreter takes foreign code are refused. */
public final class Variables {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern STEERING = Pattern.compile(
            "(LD|DYLD|PYTHON|NODE|PERL|PERL5|RUBY|BASH|JAVA|JDK|MALLOC|GIT|SSH|GLIBC)(_.*|[A-Z0-9]+)?"
                    + "|PATH|HOME|TMPDIR|ENV|IFS|SHELL|SHELLOPTS|PS4|GCONV_PATH|.*_TOOL_OPTIONS|.*_PRELOAD|EDITOR|PAGER|.*_(PROXY|PAGER)");

    private static final int LONGEST = 4096;

    /** The variables of the setting {@code env}. */
    public static Map<String, String> of(JsonFields settings) throws TaskFailedException {
        Map<String, String> variables = settings.textMap("env");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String why = refusal(variable.getKey(), variable.getValue());
            if (why != null) {
                throw TaskFailedException.permanent("environment_refused", settings.pathOf("env") + ": " + why);
            }
        }
        return variables;
    }

    /** Why a variable may not be set; null when it may. */
    public static @Nullable String refusal(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return "a variable is named by A-Z 0-9 _, not " + Shown.of(name);
        }
        if (STEERING.matcher(name).matches()) {
            return name + " steers what the program loads or where it looks, and is not the entry's to set";
        }
        return Arguments.isPlain(value) && value.length() <= LONGEST
                ? null
                : name + " takes at most " + LONGEST + " characters without NUL, not " + Shown.of(value);
    }

    private Variables() {}
}
