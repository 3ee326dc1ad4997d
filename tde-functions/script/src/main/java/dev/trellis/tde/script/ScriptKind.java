package dev.trellis.tde.script;

import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.child.ChildCommand;
import dev.trellis.tde.child.ChildEnd;
import dev.trellis.tde.child.ChildLimits;
import dev.trellis.tde.child.Network;
import dev.trellis.tde.child.ProducedFiles;
import dev.trellis.tde.child.RequestDocument;
import dev.trellis.tde.child.RunFolder;
import dev.trellis.tde.child.Sandbox;
import dev.trellis.tde.child.Variables;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a script: one JSON object in, one JSON object out, files in between. */
@Singleton
public final class ScriptKind implements TaskKind {
    private final Map<String, String> environment;
    private final Sandbox sandbox;
    private final Scripts scripts;
    private final Libraries libraries;

    @Inject
    ScriptKind() {
        this(System.getenv(), Sandbox.probing(), cacheFolder());
    }

    ScriptKind(Map<String, String> environment, Sandbox sandbox, Path cache) {
        this.environment = environment;
        this.sandbox = sandbox;
        this.scripts = new Scripts(cache);
        this.libraries = new Libraries(environment, new PythonPackages(sandbox, cache.resolve("packages")));
    }

    @Override
    public String adapter() {
        return Language.PYTHON.word();
    }

    @Override
    public Set<String> adapters() {
        return Stream.of(Language.values()).map(Language::word).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        Language language = Language.of(scope.request().executor().adapter());
        JsonFields rails = scope.guardRails(language.word());
        ChildLimits limits = ChildLimits.of(rails, scope.capabilities());
        Path interpreter = language.interpreter(scope.settings(), environment, sandbox.changesUser());
        Path script = scripts.scriptOf(scope, language);
        RunFolder folder = RunFolder.create(scope.folder());
        Map<String, String> variables = new HashMap<>(Variables.of(scope));
        List<Path> added = libraries.of(scope, language, rails, interpreter);
        variables.putAll(language.environment(added));
        Path input = Files.writeString(scope.folder().resolve("request.json"), RequestDocument.of(scope, folder.out()));
        ChildEnd end = sandbox.run(
                scope,
                folder,
                limits,
                new ChildCommand(
                        language.words(interpreter, script, added, limits),
                        variables,
                        input,
                        null,
                        Network.isNone(scope)));
        scope.metric("stdout_bytes", end.output().length);
        scope.metric("script_ms", end.took().toMillis());
        return ProducedFiles.result(new ScriptVerdict(limits, scope).outputs(end), folder, scope);
    }

    private static Path cacheFolder() {
        // Named by the user, since another user's folder could not be trusted.
        return Path.of(System.getProperty("java.io.tmpdir"), "trellis-scripts-" + System.getProperty("user.name"));
    }
}
