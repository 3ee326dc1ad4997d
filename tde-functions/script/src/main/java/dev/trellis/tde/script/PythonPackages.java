package dev.trellis.tde.script;

import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.child.ChildCommand;
import dev.trellis.tde.child.ChildEnd;
import dev.trellis.tde.child.ChildLimits;
import dev.trellis.tde.child.ChildVerdict;
import dev.trellis.tde.child.RunFolder;
import dev.trellis.tde.child.Sandbox;
import dev.trellis.tde.child.Shown;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Packages of Python by a locked requirements file: installed once for each content of it, then found in a folder. Only
 * built wheels are taken, so nothing of a package runs before its script does; and pip runs shut in as scripts do.
 */
final class PythonPackages {
    private static final Pattern INDEX = Pattern.compile("(https?://[A-Za-z0-9.:\\[\\]-]+|file://)/[A-Za-z0-9._~/-]*");
    private static final ChildLimits LIMITS =
            new ChildLimits(1 << 20, 300, 64, 0, new ChildLimits.Memory(1024, 1024), new ChildLimits.Disk(512, 1024));
    private static final List<String> AWAY =
            List.of("Retrying (Retry(", "connection broken by", "timed out", "Temporary failure in name resolution");

    private final Sandbox sandbox;
    private final Path cache;

    PythonPackages(Sandbox sandbox, Path cache) {
        this.sandbox = sandbox;
        this.cache = cache;
    }

    /** The folder with the packages that a script's settings require. */
    Path of(TaskScope scope, JsonFields rails, Path python)
            throws TaskFailedException, IOException, InterruptedException {
        String index = rails.text("package_index", "");
        if (!INDEX.matcher(index).matches()) {
            throw TaskFailedException.permanent(
                    "requirements_refused",
                    index.isEmpty()
                            ? "policy names no guard_rails.python.package_index, so nothing is installed"
                            : rails.pathOf("package_index") + ": expected https://HOST/PATH or file:///FOLDER, found "
                                    + Shown.of(index));
        }
        JsonFields file = scope.settings().fields("requirements");
        ArtifactRef ref = new ArtifactRef(file.text("uri"), file.text("sha256"), null);
        String locked = LockedRequirements.of(Files.readString(scope.fetch(ref).path()));
        Path ready = cache.resolve(Sha256.hexOf(locked + python.toRealPath() + "\n" + index));
        return Files.isDirectory(ready) ? ready : install(scope, python, index, locked, ready);
    }

    private Path install(TaskScope scope, Path python, String index, String locked, Path ready)
            throws TaskFailedException, IOException, InterruptedException {
        RunFolder folder = RunFolder.create(Files.createDirectory(scope.folder().resolve("install")));
        Path list = Files.writeString(folder.root().resolve("requirements.txt"), locked);
        var opened = Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
        Path site = folder.out().resolve("site");
        ChildEnd end = sandbox.run(
                scope,
                folder,
                LIMITS,
                new ChildCommand(words(python, index, opened, site), Map.of(), Path.of("/dev/null"), null, false));
        new ChildVerdict("pip", LIMITS).requireWithinLimits(end);
        if (end.exitCode() != 0 || !Files.isDirectory(site)) {
            throw failure(end);
        }
        return keep(site, ready);
    }

    private static List<String> words(Path python, String index, Path list, Path site) {
        List<String> words = new ArrayList<>(List.of(python.toString(), "-I", "-m", "pip", "--isolated", "install"));
        words.addAll(List.of("--no-input", "--disable-pip-version-check", "--no-cache-dir", "--no-compile", "--quiet"));
        words.addAll(List.of("--retries", "1", "--timeout", "10", "--require-hashes", "--only-binary", ":all:"));
        if (index.startsWith("file:")) {
            words.addAll(List.of("--no-index", "--find-links", index));
        } else {
            words.addAll(List.of("--index-url", index));
        }
        words.addAll(List.of("--target", site.toString(), "--requirement", list.toString()));
        return words;
    }

    private static TaskFailedException failure(ChildEnd end) {
        String said = end.errorTail();
        if (said.contains("No module named pip")) {
            return TaskFailedException.permanent("pip_missing", "the Python of this function has no pip: install it");
        }
        if (AWAY.stream().anyMatch(said::contains)) {
            return TaskFailedException.passing(
                    "requirements_unavailable", "the package index did not answer" + ChildVerdict.tail(end));
        }
        return TaskFailedException.permanent(
                "requirements_failed", "pip could not install the requirements" + ChildVerdict.tail(end));
    }

    /** Another thread or process may have installed the same meanwhile; one of the two is kept. */
    private Path keep(Path site, Path ready) throws IOException {
        var unused = Files.createDirectories(cache);
        try {
            return Files.move(site, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException occupied) {
            if (Files.isDirectory(ready)) {
                return ready;
            }
            throw occupied;
        }
    }
}
