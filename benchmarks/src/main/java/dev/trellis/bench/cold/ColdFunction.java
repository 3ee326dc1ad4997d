package dev.trellis.bench.cold;

import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.local.catalog.FunctionPackages;
import dev.trellis.infra.local.function.AotCache;
import dev.trellis.infra.local.function.FunctionDefinition;
import dev.trellis.infra.local.function.FunctionPackage;
import dev.trellis.infra.local.function.JavaRuntime;
import dev.trellis.infra.local.function.LaunchCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A packaged function, started anew for one task at a time. */
final class ColdFunction {
    private static final int MEMORY_MB = 256;
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private final FunctionPackage code;
    private final String handler;
    private final Map<String, String> environment;
    private final File log;
    private final ExecutionStore executions;

    /**
     * What one start cost, from the spawn until the function had published its outcome and returned.
     *
     * @param wallMillis on the clock
     * @param cpuMillis of the process, without children
     */
    record Cost(double wallMillis, double cpuMillis) {}

    ColdFunction(FunctionPackages packages, String kind, Map<String, String> environment, Path log) {
        FunctionDefinition.Code found = packages.find(kind)
                .orElseThrow(
                        () -> new IllegalStateException("no package of " + kind + "; build first: ./trellis build"));
        this.code = new FunctionPackage(found.packageFolder());
        this.handler = found.handler();
        this.environment = Map.copyOf(environment);
        this.log = log.toFile();
        this.executions = AwsPlatform.fromEnvironment(environment).executionStore();
    }

    /** The command that the local platform and the image on Lambda use: trained cache and flags. */
    List<String> tuned() {
        JavaRuntime java = JavaRuntime.current();
        AotCache cache = AotCache.of(code, java);
        if (cache instanceof AotCache.Missing missing) {
            throw new IllegalStateException("the package has no AOT cache that fits: " + missing.reason());
        }
        return LaunchCommand.of(java, code, handler, MEMORY_MB, cache.options());
    }

    /** The same package on the same JDK with neither cache nor flags. */
    List<String> plain() {
        return List.of(
                JavaRuntime.current().java(), "-cp", String.join(File.pathSeparator, code.jars()), CLIENT, handler);
    }

    /** Starts a process for one task and ends it; fails unless the task has succeeded. */
    Cost start(List<String> command, TaskEvent task) throws IOException, InterruptedException {
        try (RuntimeStub runtime = new RuntimeStub(task.event())) {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(code.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
            builder.environment().clear();
            builder.environment().putAll(environment(runtime));
            long began = System.nanoTime();
            Process process = builder.start();
            try {
                RuntimeStub.Answer answer = await(runtime);
                Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
                check(task, answer);
                return new Cost((answer.nanos() - began) / 1e6, cpu.toNanos() / 1e6);
            } finally {
                var unused = process.destroyForcibly().waitFor();
            }
        }
    }

    private RuntimeStub.Answer await(RuntimeStub runtime) throws InterruptedException {
        try {
            return runtime.answer().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the function did not answer; see " + log, e);
        }
    }

    private void check(TaskEvent task, RuntimeStub.Answer answer) {
        boolean succeeded = !answer.failed()
                && executions
                        .read(task.key())
                        .map(ExecutionStore.ExecutionRecord::outcome)
                        .filter(ExecutionStore.StoredOutcome::succeeded)
                        .isPresent();
        if (!succeeded) {
            throw new IllegalStateException("the task did not succeed: " + answer.body() + "; see " + log);
        }
    }

    private Map<String, String> environment(RuntimeStub runtime) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        all.put("LANG", "C.UTF-8");
        all.put("AWS_LAMBDA_RUNTIME_API", runtime.address());
        all.put("AWS_LAMBDA_FUNCTION_NAME", "cold-start");
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY_MB));
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/cold-start");
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", "bench");
        all.put("LAMBDA_TASK_ROOT", code.folder().toString());
        all.put("_HANDLER", handler);
        return all;
    }
}
