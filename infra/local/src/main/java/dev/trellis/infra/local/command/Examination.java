package dev.trellis.infra.local.command;

import dev.trellis.infra.local.catalog.FunctionPackages;
import dev.trellis.infra.local.function.AotCache;
import dev.trellis.infra.local.function.FunctionPackage;
import dev.trellis.infra.local.function.JavaRuntime;
import dev.trellis.infra.local.platform.PortTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the doctor looks at: this machine, this build, this state folder. */
record Examination(Place place, int portOffset) {

    private static final long NEEDED_BYTES = 1L << 30;
    private static final String WITHOUT_NAMESPACES =
            "until then scripts and programs have the function's network, and run only what you trust";

    List<Finding> findings() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk(JavaRuntime.current()));
        findings.add(program("python3", true, "install Python 3 (tasks of kind python run in it)"));
        findings.add(program("node", false, "install Node.js: tasks of kind javascript run in it"));
        findings.add(program("jq", false, "install jq: shell scripts read their JSON by it"));
        findings.add(program("setsid", true, "install util-linux"));
        findings.add(rootCanRunPostgres());
        findings.add(program("setpriv", false, "install util-linux: scripts then run as a user of their own"));
        findings.add(program("prlimit", true, "install util-linux (limits of scripts and programs)"));
        findings.add(namespaces());
        findings.add(stateFolder());
        findings.add(diskSpace());
        findings.addAll(ports());
        findings.add(host());
        findings.addAll(packages());
        findings.add(program("docker", false, "only the LocalStack suite needs a Docker engine"));
        return List.copyOf(findings);
    }

    static Finding jdk(JavaRuntime java) {
        String detail = "Java %d in %s".formatted(java.feature(), java.home());
        if (java.feature() < 21) {
            return Finding.missing("JDK", detail, "set JAVA_HOME to a JDK 21 or newer");
        }
        return java.readsAotCaches()
                ? Finding.ok("JDK", detail)
                : Finding.optional("JDK", detail, "functions start about twice as fast on a JDK 25, with AOT caches");
    }

    private static Finding program(String name, boolean needed, String fix) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        Optional<Path> found = Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isPresent()) {
            return Finding.ok(name, found.get().toString());
        }
        return needed ? Finding.missing(name, "not on the PATH", fix) : Finding.optional(name, "not on the PATH", fix);
    }

    /** Tried out rather than looked up: a kernel or a container may forbid them though the program is there. */
    private static Finding namespaces() throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("--pid", "--fork", "--mount-proc", "--ipc", "--net", "true"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return Finding.ok("namespaces", "scripts and programs run without a network and see no other process");
            }
        } catch (IOException missing) {
            return Finding.optional(
                    "namespaces", "no unshare on the PATH", "install util-linux: " + WITHOUT_NAMESPACES);
        }
        return Finding.optional(
                "namespaces", "unshare does not work here", "allow user namespaces: " + WITHOUT_NAMESPACES);
    }

    private static Finding rootCanRunPostgres() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Finding.ok("PostgreSQL", "runs as " + System.getProperty("user.name"));
        }
        Process process = new ProcessBuilder("unshare", "-U", "true").start();
        boolean works = process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        return works
                ? Finding.ok("PostgreSQL", "runs in a user name space, since root may not run it")
                : Finding.missing(
                        "PostgreSQL", "refuses to run as root and user name spaces are off", "use another user");
    }

    private Finding stateFolder() {
        Path root = place.state().root();
        Path existing = existing(root);
        return Files.isWritable(existing)
                ? Finding.ok("state folder", root.toString())
                : Finding.missing(
                        "state folder",
                        root + " cannot be written",
                        "choose another with --state, or change its rights");
    }

    private Finding diskSpace() throws IOException {
        FileStore store = Files.getFileStore(existing(place.state().root()));
        long free = store.getUsableSpace();
        String detail = "%d MiB free".formatted(free >> 20);
        return free >= NEEDED_BYTES
                ? Finding.ok("disk space", detail)
                : Finding.missing("disk space", detail, "make room: 1 GiB is needed");
    }

    private static Path existing(Path path) {
        Path at = path;
        while (!Files.exists(at)) {
            at = at.resolve("..").normalize();
        }
        return at;
    }

    /** Ports of a platform that runs on this very state folder are taken rightly. */
    private List<Finding> ports() {
        if (place.client().daemon().isPresent()) {
            return List.of(Finding.ok("ports", "held by the platform that runs"));
        }
        List<String> notices = PortTable.choose(portOffset, PortTable::free).notices();
        return notices.isEmpty()
                ? List.of(Finding.ok("ports", "all defaults are free"))
                : notices.stream()
                        .map(notice -> Finding.optional("ports", notice, "nothing to do, unless you want the default"))
                        .toList();
    }

    private Finding host() {
        Path jar = place.defaultHostJar();
        return Files.exists(jar)
                ? Finding.ok("engine host", jar.toString())
                : Finding.missing("engine host", "not built: no " + jar, "./trellis build");
    }

    private List<Finding> packages() {
        FunctionPackages packages = new FunctionPackages(place.defaultPackages());
        if (packages.kinds().isEmpty()) {
            return List.of(Finding.missing("functions", "no packages in " + packages.folder(), "./trellis build"));
        }
        return packages.kinds().stream()
                .map(kind -> {
                    AotCache cache =
                            AotCache.of(new FunctionPackage(packages.folder().resolve(kind)), JavaRuntime.current());
                    return cache instanceof AotCache.Missing missing
                            ? Finding.optional(
                                    "function " + kind, "no AOT cache: " + missing.reason(), "./trellis build")
                            : Finding.ok("function " + kind, "package and cache are there");
                })
                .toList();
    }
}
