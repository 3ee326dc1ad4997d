package dev.trellis.tde.container;

import static dev.trellis.contract.container.ContainerEngine.IN;
import static dev.trellis.contract.container.ContainerEngine.OUT;

import dev.trellis.tde.child.RequestDocument;
import dev.trellis.tde.child.RunFolder;
import dev.trellis.tde.runtime.LocalArtifact;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a container finds in {@code /trellis/in}.
 *
 * @param folder holds it on this side
 * @param places what templates of arguments may name, as paths on the container's side
 */
record InputFiles(Path folder, Map<String, String> places) {
    static final String REQUEST = IN + "/request.json";

    static InputFiles write(TaskScope scope, RunFolder run) throws IOException {
        Path folder = Files.createDirectory(run.root().resolve("container-in"));
        Map<String, String> places = new HashMap<>(Map.of("artifacts_out_dir", OUT, "request", REQUEST));
        List<String> paths = new ArrayList<>();
        for (LocalArtifact artifact : scope.artifactsIn()) {
            String name = paths.size() + "-" + artifact.path().getFileName();
            var unusedLink = Files.createLink(folder.resolve(name), artifact.path());
            places.put("artifacts_in." + paths.size(), IN + "/" + name);
            paths.add(IN + "/" + name);
        }
        var unused = Files.writeString(folder.resolve("request.json"), RequestDocument.of(scope, paths, OUT));
        return new InputFiles(folder, places);
    }
}
