package dev.trellis.tde.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files under a place, with those of its folders, sorted by address. */
final class Listing {
    /** {@code {"files": [{"uri", "size"}], "truncated": bool}}. */
    static ObjectNode of(Place place, ArtifactStore store, int max) throws IOException {
        List<ArtifactRef> found = files(place, store, max + 1);
        ObjectNode outputs = JsonText.object();
        ArrayNode files = outputs.putArray("files");
        found.stream()
                .limit(max)
                .forEach(file -> files.addObject().put("uri", file.uri()).put("size", file.sizeBytes()));
        return outputs.put("truncated", found.size() > max);
    }

    /** The files under a place, at most so many. */
    static List<ArtifactRef> files(Place place, ArtifactStore store, int max) throws IOException {
        return switch (place) {
            case Place.Local local -> local(local, max);
            case Place.Stored stored -> store.list(stored.uri(), max);
        };
    }

    private static List<ArtifactRef> local(Place.Local folder, int max) throws IOException {
        if (!Files.isDirectory(folder.path(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.path())) {
            List<Path> files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(max)
                    .toList();
            List<ArtifactRef> found = new ArrayList<>();
            for (Path file : files) {
                found.add(new ArtifactRef("file://" + file.toUri().getRawPath(), null, Files.size(file)));
            }
            return found;
        }
    }

    private Listing() {}
}
