package dev.trellis.tde.script;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.child.Shown;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a script uses beside its language: a layer that lies beside the function, packages that are installed for it. */
final class Libraries {
    /** Names the folder of layers. */
    static final String VARIABLE = "TRELLIS_LAYERS";

    private static final String USUAL = "/opt/trellis/layers";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");

    private final Path layers;
    private final PythonPackages packages;

    Libraries(Map<String, String> environment, PythonPackages packages) {
        this.layers = Path.of(environment.getOrDefault(VARIABLE, USUAL));
        this.packages = packages;
    }

    /** The folders that a script's settings name, the ones that policy lets it have. */
    List<Path> of(TaskScope scope, Language language, JsonFields rails, Path interpreter)
            throws TaskFailedException, IOException, InterruptedException {
        List<Path> folders = new ArrayList<>();
        JsonFields settings = scope.settings();
        if (settings.has("requirements")) {
            if (language != Language.PYTHON) {
                throw TaskFailedException.permanent(
                        "requirements_refused",
                        settings.pathOf("requirements") + " is for python; give " + language.word() + " a layer");
            }
            folders.add(packages.of(scope, rails, interpreter));
        }
        String layer = settings.optionalText("layer");
        if (layer != null) {
            folders.add(layer(layer, rails.texts("layers")));
        }
        return folders;
    }

    private Path layer(String name, List<String> allowed) throws TaskFailedException, IOException {
        String why = refusal(name, allowed);
        if (why != null) {
            throw TaskFailedException.permanent("layer_refused", why);
        }
        Path folder = layers.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw TaskFailedException.permanent(
                    "layer_missing",
                    "there is no layer " + name + " in " + layers + ", the folder that " + VARIABLE + " names");
        }
        if (!folder.toRealPath().startsWith(layers.toRealPath())) {
            throw TaskFailedException.permanent("layer_refused", "the layer " + name + " is a link out of " + layers);
        }
        return folder;
    }

    /** Why a layer may not be used; null when it may. */
    static @Nullable String refusal(String name, List<String> allowed) {
        if (!NAME.matcher(name).matches()) {
            return "$.settings.layer: a layer is named by a-z 0-9 . _ -, not " + Shown.of(name);
        }
        return allowed.contains(name) ? null : "policy allows the layers " + allowed + ", not " + name;
    }
}
