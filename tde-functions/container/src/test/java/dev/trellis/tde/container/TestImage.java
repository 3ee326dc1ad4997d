package dev.trellis.tde.container;

import com.github.dockerjava.api.DockerClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image with a shell and a few tools, made of this machine's own programs, so that nothing is pulled. */
final class TestImage {
    private static final List<String> PROGRAMS =
            List.of("sh", "cat", "sleep", "head", "echo", "id", "mkdir", "ls", "tr", "ln");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+\\.so\\S*)");

    /** Gives the image to the engine and returns its id, {@code sha256:HEX}. */
    static String importInto(DockerClient engine) throws IOException, InterruptedException {
        Set<Path> files = new LinkedHashSet<>();
        for (String program : PROGRAMS) {
            Path path =
                    Files.exists(Path.of("/bin", program)) ? Path.of("/bin", program) : Path.of("/usr/bin", program);
            files.add(path);
            files.addAll(libraries(path));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Path file : files) {
                TarArchiveEntry entry = new TarArchiveEntry(file.toString().substring(1));
                entry.setMode(0100755);
                entry.setSize(Files.size(file));
                tar.putArchiveEntry(entry);
                long unused = Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        String id = engine.createImageCmd("trellis-test/shell", new ByteArrayInputStream(bytes.toByteArray()))
                .exec()
                .getId();
        return engine.inspectImageCmd(id).exec().getId();
    }

    private static List<Path> libraries(Path program) throws IOException, InterruptedException {
        Process ldd = new ProcessBuilder("ldd", program.toString()).start();
        String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var unused = ldd.waitFor();
        return LIBRARY.matcher(said)
                .results()
                .map(found -> Path.of(found.group(1)))
                .toList();
    }

    private TestImage() {}
}
