package dev.trellis.tde.runtime;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.Secret;
import dev.trellis.contract.port.SecretMissingException;
import java.util.List;

/** The secrets of one attempt: what policy lets its task type read, and the memory of what it has read. */
final class AttemptSecrets {
    private final RecentSecrets secrets;
    private final Redaction redaction = new Redaction();

    AttemptSecrets(RecentSecrets secrets) {
        this.secrets = secrets;
    }

    /** Whether a text stands for a secret. */
    static boolean isReference(String text) {
        return text.startsWith(Secret.SCHEME);
    }

    /**
     * The value behind a reference.
     *
     * @param allowed names that may be read; one that ends in a slash stands for all below it, {@code *} for all
     */
    String read(String reference, List<String> allowed) throws TaskFailedException {
        String name = nameIn(reference);
        if (allowed.stream().noneMatch(pattern -> covers(pattern, name))) {
            throw TaskFailedException.permanent(
                    "secret_refused",
                    "the policy's guard_rails.secrets.names do not name " + name + "; they name " + allowed);
        }
        try {
            Secret secret = secrets.read(name);
            // A value that some other tool stored may be too short to be told from ordinary text.
            var unused = Secret.requireValue(secret.value());
            redaction.add(secret);
            return secret.value();
        } catch (SecretMissingException missing) {
            throw TaskFailedException.permanent(
                    "secret_missing", "there is no secret " + name + "; store it: trellis secret set " + name, missing);
        } catch (IllegalArgumentException unusable) {
            throw TaskFailedException.permanent("secret_unusable", name + ": " + unusable.getMessage(), unusable);
        } catch (PortUnavailableException away) {
            throw TaskFailedException.passing(
                    "secrets_unavailable", "the store of secrets did not answer for " + name, away);
        }
    }

    private static String nameIn(String reference) throws TaskFailedException {
        if (!isReference(reference)) {
            throw TaskFailedException.permanent(
                    "secret_refused", "a secret is given by reference, as " + Secret.SCHEME + "NAME, never as a value");
        }
        String name = reference.substring(Secret.SCHEME.length());
        if (!Secret.NAME.matcher(name).matches()) {
            throw TaskFailedException.permanent("secret_refused", Secret.SCHEME + " is not followed by a proper name");
        }
        return name;
    }

    private static boolean covers(String pattern, String name) {
        return pattern.equals("*") || pattern.equals(name) || pattern.endsWith("/") && name.startsWith(pattern);
    }

    Redaction redaction() {
        return redaction;
    }
}
