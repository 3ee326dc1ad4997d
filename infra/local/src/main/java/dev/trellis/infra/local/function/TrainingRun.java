package dev.trellis.infra.local.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the AOT cache of one package: runs the function with training events, lets the virtual machine write down what it loaded and
 * compiled, and sees whether the result can be used.
 *
 * @param java the JDK, 25 or newer
 * @param code the package, its jars already dated as they will stay
 * @param handler the Lambda handler
 * @param environment what the function runs with
 * @param log where its output goes
 */
public record TrainingRun(
        JavaRuntime java, FunctionPackage code, String handler, Map<String, String> environment, Path log) {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration INVOCATION = Duration.ofSeconds(30);
    private static final Duration WRITING = Duration.ofMinutes(2);
    private static final int MEMORY_MB = 256;

    /** Runs the events through one process; throws with the reason and the log's path when no usable cache came of it. */
    public void run(List<byte[]> events) throws IOException, InterruptedException {
        Path cache = code.folder().resolve(FunctionPackage.CACHE);
        Files.deleteIfExists(cache);
        Files.deleteIfExists(code.folder().resolve(FunctionPackage.STAMP));
        try (RuntimeApi api = new RuntimeApi("arn:aws:lambda:us-east-1:000000000000:function:training")) {
            var training = List.of("-XX:AOTCacheOutput=" + FunctionPackage.CACHE);
            Process process =
                    start(LaunchCommand.of(java, code, handler, MEMORY_MB, training), Optional.of(api.address()));
            try {
                feed(api, process, events);
                process.destroy();
                if (!process.waitFor(WRITING.toSeconds(), TimeUnit.SECONDS)) {
                    throw failure("the cache was not written in time");
                }
            } finally {
                var unused = process.destroyForcibly();
            }
        }
        verify(cache);
        AotCache.certify(code, java);
    }

    private void feed(RuntimeApi api, Process process, List<byte[]> events) throws IOException, InterruptedException {
        await(CompletableFuture.anyOf(api.up(), api.initError(), process.onExit()), START);
        if (!api.up().isDone() || api.initError().isDone()) {
            throw failure("the function does not come up");
        }
        for (byte[] event : events) {
            Invocation invocation = new Invocation(event, 1);
            invocation.handedOverUntil(System.currentTimeMillis() + INVOCATION.toMillis());
            if (!api.offer(invocation, INVOCATION.toMillis())) {
                throw failure("the function asks for no more work");
            }
            await(CompletableFuture.anyOf(invocation.result(), process.onExit()), INVOCATION);
            if (!invocation.result().isDone()) {
                throw failure("the function ended in the middle of an invocation");
            }
        }
    }

    private void await(CompletableFuture<Object> future, Duration limit) throws IOException, InterruptedException {
        try {
            var unused = future.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw failure("no answer within " + limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a promise that never fails has failed", e);
        }
    }

    /** With this mode a virtual machine that cannot use the cache ends with exit code 1 instead of going on without. */
    private void verify(Path cache) throws IOException, InterruptedException {
        if (!Files.exists(cache)) {
            throw failure("no cache was written");
        }
        var options = List.of("-XX:AOTMode=on", "-XX:AOTCache=" + FunctionPackage.CACHE);
        Process process = start(LaunchCommand.version(java, code, MEMORY_MB, options), Optional.empty());
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw failure("the cache cannot be used");
        }
    }

    private Process start(List<String> command, Optional<String> runtimeApi) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(code.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> settings = new LinkedHashMap<>(environment);
        settings.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
        settings.put("LANG", "C.UTF-8");
        settings.put("TZ", "UTC");
        settings.put("AWS_LAMBDA_FUNCTION_NAME", "training");
        settings.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        settings.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY_MB));
        settings.put("_HANDLER", handler);
        runtimeApi.ifPresent(address -> settings.put("AWS_LAMBDA_RUNTIME_API", address));
        builder.environment().clear();
        builder.environment().putAll(settings);
        return builder.start();
    }

    private IOException failure(String reason) {
        return new IOException(
                "training of %s: %s (log: %s)".formatted(code.folder().getFileName(), reason, log));
    }
}
