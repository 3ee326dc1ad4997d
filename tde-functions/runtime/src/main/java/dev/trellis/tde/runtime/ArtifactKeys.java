package dev.trellis.tde.runtime;

import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskRequest;
import java.util.Locale;

/** Where the files of an attempt stand in the artifact store. */
final class ArtifactKeys {
    /**
     * The key of a file that an attempt made: {@code work/TENANT/INSTANCE/TASK/ATTEMPT/NAME}. Attempts never share one, so
     * a late writer cannot change what a newer attempt stored.
     *
     * @param name may hold folders, separated by {@code /}
     */
    static String keyOf(TaskRequest request, String name) {
        String instance = request.context().tags().getOrDefault("instance", "no-instance");
        String attempt = request.action() == Action.EXECUTE
                ? Integer.toString(request.attempt().number())
                : request.action().name().toLowerCase(Locale.ROOT) + "-"
                        + request.attempt().number();
        return "work/" + plain(request.context().tenant()) + "/" + plain(instance) + "/"
                + plain(request.attempt().taskId().value()) + "/" + attempt + "/" + name;
    }

    /** The last part of an address as a file name that holds nothing surprising. */
    static String lastPart(String uri) {
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        String name = plain(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
        boolean unusable = name.isEmpty() || name.equals(".") || name.equals("..");
        return unusable ? "artifact" : name;
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private ArtifactKeys() {}
}
