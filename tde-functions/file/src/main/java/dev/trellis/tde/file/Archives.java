package dev.trellis.tde.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Folders as zip files and back. */
final class Archives {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final int BUFFER = 64 * 1024;

    private final TaskScope scope;
    private final ArtifactStore store;
    private final FileOperations files;
    private final AllowedPrefixes allowed;
    private final Limits limits;

    /** What an archive may hold. */
    private record Limits(int maxEntries, long maxBytes) {
        static Limits of(JsonFields rails) {
            Long bytes = rails.optionalInteger("max_unpacked_bytes", 1, Long.MAX_VALUE);
            return new Limits(rails.integer("max_entries", 1, 1_000_000, 10_000), bytes == null ? 1L << 30 : bytes);
        }
    }

    Archives(TaskScope scope, ArtifactStore store, FileOperations files, AllowedPrefixes allowed) {
        this.scope = scope;
        this.store = store;
        this.files = files;
        this.allowed = allowed;
        this.limits = Limits.of(scope.guardRails("file"));
    }

    /** Packs the files under a folder; the same files give the same bytes. */
    Place.Local zip(Place folder) throws IOException, TaskFailedException {
        List<ArtifactRef> found = Listing.files(folder, store, limits.maxEntries + 1);
        if (found.isEmpty() || found.size() > limits.maxEntries) {
            throw TaskFailedException.permanent(
                    "file_archive", "an archive has 1 to %d files, not %d".formatted(limits.maxEntries, found.size()));
        }
        Path archive = scope.folder().resolve("archive.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (ArtifactRef file : found) {
                ZipEntry entry = new ZipEntry(name(file.uri(), folder));
                entry.setTimeLocal(EPOCH);
                out.putNextEntry(entry);
                long size = Files.copy(files.content(allowed.check(file.uri())), out);
                scope.progress(null, entry.getName() + " (" + size + " bytes)");
                out.closeEntry();
            }
        }
        return new Place.Local(archive.toUri().toString(), archive);
    }

    private static String name(String uri, Place folder) {
        return switch (folder) {
            case Place.Local local ->
                local.path().relativize(Path.of(URI.create(uri))).toString();
            case Place.Stored stored -> uri.substring(stored.uri().length()).replaceFirst("^/", "");
        };
    }

    /**
     * Unpacks an archive under a folder, file by file: what an earlier attempt unpacked, and what is there with the same content, is left
     * alone. An archive whose names lead out of the folder unpacks nothing of theirs.
     */
    ObjectNode unzip(Place archive, String folder, boolean overwrite) throws IOException, TaskFailedException {
        String base = folder.endsWith("/") ? folder : folder + "/";
        Set<String> names = new HashSet<>();
        long[] counts = new long[2];
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(files.content(archive)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                requireHarmless(entry.getName(), names);
                Path unpacked = scope.folder().resolve("entry.part");
                counts[0] += unpack(in, unpacked, limits.maxBytes - counts[0]);
                Place from = new Place.Local(unpacked.toUri().toString(), unpacked);
                Place to =
                        allowed.check(base + (base.startsWith("file:") ? encoded(entry.getName()) : entry.getName()));
                if (files.place(from, to, overwrite)) {
                    counts[1]++;
                }
            }
        } catch (ZipException broken) {
            throw TaskFailedException.permanent("file_archive", "no whole zip file: " + broken.getMessage(), broken);
        }
        if (names.isEmpty()) {
            throw TaskFailedException.permanent("file_archive", "no zip file, or one without files");
        }
        return JsonText.object()
                .put("from", archive.uri())
                .put("to", folder)
                .put("count", names.size())
                .put("changed", counts[1])
                .put("size", counts[0]);
    }

    private void requireHarmless(String name, Set<String> names) throws TaskFailedException {
        boolean climbs = List.of(name.split("/", -1)).stream()
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        boolean odd = name.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == ':');
        if (climbs || odd || !names.add(name) || names.size() > limits.maxEntries) {
            throw TaskFailedException.permanent(
                    "file_archive",
                    "the archive holds what may not be unpacked: %s (a name twice, a way out of the folder, or more than %d files)"
                            .formatted(JsonText.quote(name), limits.maxEntries));
        }
    }

    private static long unpack(InputStream in, Path target, long most) throws IOException, TaskFailedException {
        long size = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > most) {
                    throw TaskFailedException.permanent("file_archive", "the archive unpacks to more than is allowed");
                }
                out.write(buffer, 0, read);
            }
        }
        return size;
    }

    private static String encoded(String name) throws TaskFailedException {
        try {
            return new URI(null, null, "/" + name, null).getRawPath().substring(1);
        } catch (URISyntaxException odd) {
            throw TaskFailedException.permanent("file_archive", "a name in the archive is no file name", odd);
        }
    }
}
