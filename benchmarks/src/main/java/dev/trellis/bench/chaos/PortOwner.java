package dev.trellis.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process at the other end of a connection on this machine, from what Linux tells in {@code /proc}. */
final class PortOwner {
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;

    /** The process whose end of a TCP connection has this port; empty when it is gone already. */
    static Optional<ProcessHandle> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE && isPort(columns[LOCAL_ADDRESS], port))
                .map(columns -> "socket:[" + columns[INODE] + "]")
                .flatMap(socket -> holder(socket).stream())
                .findFirst();
    }

    private static boolean isPort(String address, int port) {
        return address.endsWith(":" + "%04X".formatted(port).toUpperCase(Locale.ROOT));
    }

    private static Optional<ProcessHandle> holder(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, socket))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String socket) {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (Stream<Path> files = Files.list(descriptors)) {
            return files.anyMatch(file -> target(file).equals(socket));
        } catch (IOException | java.io.UncheckedIOException gone) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new IllegalStateException("this machine does not tell its connections: " + table, e);
        }
    }

    private PortOwner() {}
}
