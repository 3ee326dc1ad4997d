package dev.trellis.infra.local.service;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path. */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String DONE = ".complete";

    private final Path folder;

    PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** The path of a program such as {@code initdb}. */
    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Unpacks the archive unless that was done before; an unpacking that broke off is repeated. */
    void provide() throws IOException {
        if (Files.exists(folder.resolve(DONE))) {
            return;
        }
        Files.createDirectories(folder);
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("no PostgreSQL archive " + ARCHIVE + " on the class path");
            }
            unpack(archive);
        }
        Files.createFile(folder.resolve(DONE));
    }

    private void unpack(InputStream archive) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("archive entry outside its folder: " + entry.getName());
                }
                write(tar, entry, target);
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> rights = new HashSet<>(Files.getPosixFilePermissions(target));
            rights.add(PosixFilePermission.OWNER_EXECUTE);
            rights.add(PosixFilePermission.GROUP_EXECUTE);
            rights.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(target, rights);
        }
    }
}
