package dev.trellis.tde.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The folders {@code /trellis/in}, with the inputs, and {@code /trellis/out}, which the container may write, as a tar. */
final class InputArchive {
    private static final int NOBODY = 65534;

    /** Writes it beside the folder of the inputs; they may be larger than memory. */
    static Path of(Path inputs) throws IOException {
        Path archive = inputs.resolveSibling("container-in.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.list(inputs)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (String folder : List.of("trellis/", "trellis/in/", "trellis/out/")) {
                TarArchiveEntry entry = new TarArchiveEntry(folder);
                entry.setIds(NOBODY, NOBODY);
                entry.setMode(folder.endsWith("out/") ? 040700 : 040755);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            for (Path file : files.sorted().toList()) {
                TarArchiveEntry entry = new TarArchiveEntry("trellis/in/" + file.getFileName());
                entry.setSize(Files.size(file));
                entry.setMode(0100444);
                tar.putArchiveEntry(entry);
                long unused = Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }

    private InputArchive() {}
}
