package dev.trellis.tde.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.child.Arguments;
import dev.trellis.tde.child.ChildCommand;
import dev.trellis.tde.child.ChildEnd;
import dev.trellis.tde.child.ChildLimits;
import dev.trellis.tde.child.ChildVerdict;
import dev.trellis.tde.child.ExitCodes;
import dev.trellis.tde.child.Network;
import dev.trellis.tde.child.ProducedFiles;
import dev.trellis.tde.child.RunFolder;
import dev.trellis.tde.child.Sandbox;
import dev.trellis.tde.child.Variables;
import dev.trellis.tde.runtime.LocalArtifact;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a declared program with arguments made of a template; no shell reads them. */
@Singleton
public final class CliKind implements TaskKind {
    private final Sandbox sandbox;
    private volatile @Nullable Binaries binaries;

    @Inject
    CliKind() {
        this(Sandbox.probing());
    }

    CliKind(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public String adapter() {
        return "cli";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        JsonFields settings = scope.settings();
        JsonFields rails = scope.guardRails("cli");
        Path program = binaries().of(scope.request().executor().ref(), rails.texts("binaries"));
        ExitCodes exitCodes = new ExitCodes("command", settings);
        Printed printed = settings.word("stdout", Printed.class, Printed.JSON);
        RunFolder folder = RunFolder.create(scope.folder());
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(new Arguments(scope.inputs(), files(scope, folder)).of(settings));
        ChildLimits limits = ChildLimits.of(rails, scope.capabilities());
        ChildEnd end = sandbox.run(
                scope,
                folder,
                limits,
                new ChildCommand(
                        words,
                        Variables.of(scope),
                        StandardInput.of(scope, folder),
                        printed == Printed.ARTIFACT ? folder.out().resolve(fileName(settings)) : null,
                        Network.isNone(scope)));
        scope.metric("stdout_bytes", end.output().length);
        scope.metric("command_ms", end.took().toMillis());
        requireSuccess(end, exitCodes, new ChildVerdict("command", limits));
        ObjectNode outputs = printed.outputs(end, scope);
        if (end.exitCode() != 0) {
            outputs.put("exit_code", end.exitCode());
        }
        return ProducedFiles.result(outputs, folder, scope);
    }

    /** The table of the entry comes first: only it knows whether a status above 128 is a signal or the program's own. */
    private static void requireSuccess(ChildEnd end, ExitCodes exitCodes, ChildVerdict child)
            throws TaskFailedException {
        child.requireWithinLimits(end);
        TaskFailedException stopped = exitCodes.knows(end.exitCode()) ? null : child.stopped(end);
        if (stopped != null) {
            throw stopped;
        }
        TaskError error = exitCodes.error(end.exitCode(), ChildVerdict.tail(end));
        if (error != null) {
            throw TaskFailedException.of(error);
        }
    }

    private static Map<String, String> files(TaskScope scope, RunFolder folder) {
        Map<String, String> files = new HashMap<>();
        files.put("artifacts_out_dir", folder.out().toString());
        List<LocalArtifact> inputs = scope.artifactsIn();
        for (int number = 0; number < inputs.size(); number++) {
            files.put("artifacts_in." + number, inputs.get(number).path().toString());
        }
        return files;
    }

    private static String fileName(JsonFields settings) {
        String name = settings.text("stdout_name", "stdout");
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")) {
            throw new WireFormatException(settings.pathOf("stdout_name"), "expected a plain file name");
        }
        return name;
    }

    private Binaries binaries() {
        Binaries known = binaries;
        if (known == null) {
            known = new Binaries(sandbox.changesUser());
            binaries = known;
        }
        return known;
    }
}
