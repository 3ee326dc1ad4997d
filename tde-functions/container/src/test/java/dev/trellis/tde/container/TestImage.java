package dev.trellis.tde.container;

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

    /** Gives the image to the engine by its command and returns its id, {@code sha256:HEX}. */
    static String importInto(Path folder) throws IOException, InterruptedException {
        Set<Path> files = new LinkedHashSet<>();
        for (String program : PROGRAMS) {
            Path path =
                    Files.exists(Path.of("/bin", program)) ? Path.of("/bin", program) : Path.of("/usr/bin", program);
            files.add(path);
            files.addAll(libraries(path));
        }
        Path image = folder.resolve("image.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(image))) {
            for (Path file : files) {
                TarArchiveEntry entry = new TarArchiveEntry(file.toString().substring(1));
                entry.setMode(0100755);
                entry.setSize(Files.size(file));
                tar.putArchiveEntry(entry);
                long unused = Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        return said("docker", "import", image.toString(), "trellis-test/shell").strip();
    }

    private static String said(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var unused = process.waitFor();
        return said;
    }

    private static List<Path> libraries(Path program) throws IOException, InterruptedException {
        return LIBRARY.matcher(said("ldd", program.toString()))
                .results()
                .map(found -> Path.of(found.group(1)))
                .toList();
    }

    private TestImage() {}
}
