package dev.trellis.tde.child;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The environment variables of an entry. Those by which a loader, a shell or an interpreter takes foreign code are refused. */
public final class Variables {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern STEERING = Pattern.compile(
            "(LD|DYLD|PYTHON|NODE|PERL|PERL5|RUBY|BASH|JAVA|JDK|MALLOC|GIT|SSH|GLIBC)(_.*|[A-Z0-9]+)?"
                    + "|PATH|HOME|TMPDIR|ENV|IFS|SHELL|SHELLOPTS|PS4|GCONV_PATH|.*_TOOL_OPTIONS|.*_PRELOAD|EDITOR|PAGER|.*_(PROXY|PAGER)");

    /** Longer values belong in inputs; {@link ErrorTail} knows this bound. */
    static final int LONGEST = 4096;

    /** Together they leave room for arguments, since the two share a bound of the machine. */
    private static final int MOST = 64;

    private static final String UNFIT =
            "does not fit: a variable takes at most " + LONGEST + " characters, without NUL and half characters";

    /** The variables of the setting {@code env}; a value that is a reference becomes the secret behind it. */
    public static Map<String, String> of(TaskScope scope) throws TaskFailedException {
        JsonFields settings = scope.settings();
        Map<String, String> variables = new HashMap<>();
        for (Map.Entry<String, String> variable : settings.textMap("env").entrySet()) {
            String why = refusal(variable.getKey(), variable.getValue());
            if (why != null) {
                throw TaskFailedException.permanent("environment_refused", settings.pathOf("env") + ": " + why);
            }
            variables.put(variable.getKey(), value(scope, variable.getKey(), variable.getValue()));
        }
        if (variables.size() > MOST) {
            throw TaskFailedException.permanent(
                    "environment_refused", settings.pathOf("env") + ": at most " + MOST + " variables");
        }
        return variables;
    }

    private static String value(TaskScope scope, String name, String said) throws TaskFailedException {
        if (!TaskScope.isSecret(said)) {
            return said;
        }
        String secret = scope.secret(said);
        if (!fits(secret)) {
            throw TaskFailedException.permanent(
                    "secret_unusable",
                    "%s.%s: what %s stands for %s".formatted(scope.settings().pathOf("env"), name, said, UNFIT));
        }
        return secret;
    }

    /** Why a variable may not be set; null when it may. */
    public static @Nullable String refusal(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return "a variable is named by A-Z 0-9 _, not " + Shown.of(name);
        }
        if (STEERING.matcher(name).matches()) {
            return name + " steers what the program loads or where it looks, and is not the entry's to set";
        }
        return fits(value) ? null : name + ": " + Shown.of(value) + " " + UNFIT;
    }

    private static boolean fits(String value) {
        return Arguments.isPlain(value) && value.length() <= LONGEST;
    }

    private Variables() {}
}
