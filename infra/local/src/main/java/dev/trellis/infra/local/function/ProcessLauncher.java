package dev.trellis.infra.local.function;

import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.platform.StateFolder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Starts function processes with an environment of their own: nothing of the daemon's leaks into them. */
final class ProcessLauncher {

    private static final long LOG_LIMIT = 5L * 1024 * 1024;

    private final JavaRuntime java;
    private final Map<String, String> common;
    private final StateFolder state;
    private final ChildJournal children;
    private final InstantSource clock;

    /** A launcher whose processes all get the {@code common} settings: region, credentials, endpoints. */
    ProcessLauncher(
            JavaRuntime java,
            Map<String, String> common,
            StateFolder state,
            ChildJournal children,
            InstantSource clock) {
        this.java = java;
        this.common = Map.copyOf(common);
        this.state = state;
        this.children = children;
        this.clock = clock;
    }

    FunctionLog log(String function) {
        return new FunctionLog(state.functionLog(function), LOG_LIMIT, clock);
    }

    /** The cache that a process of this function would start from now. */
    AotCache cache(FunctionDefinition function) {
        return AotCache.of(new FunctionPackage(function.code().packageFolder()), java);
    }

    /** Starts one process; throws {@link IOException} when the operating system refuses or the package is not there. */
    FunctionProcess launch(FunctionDefinition function, FunctionLog log) throws IOException {
        var code = new FunctionPackage(function.code().packageFolder());
        RuntimeApi api = new RuntimeApi(arn(function.name()));
        try {
            var command = LaunchCommand.of(
                    java,
                    code,
                    function.code().handler(),
                    function.limits().memoryMb(),
                    cache(function).options());
            var builder = new ProcessBuilder(command)
                    .directory(code.folder().toFile())
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment(function, api.address()));
            Process process = builder.start();
            process.getOutputStream().close();
            children.record(process, "function " + function.name());
            log.follow(process.pid(), process.getInputStream());
            return new FunctionProcess(process, api, function.limits().timeout(), clock);
        } catch (IOException | RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private Map<String, String> environment(FunctionDefinition function, String runtimeApi) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
        environment.put("LANG", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.putAll(common);
        environment.putAll(function.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put(
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(function.limits().memoryMb()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("LAMBDA_TASK_ROOT", function.code().packageFolder().toString());
        environment.put("_HANDLER", function.code().handler());
        return environment;
    }

    private String arn(String function) {
        String region = common.getOrDefault("AWS_REGION", "us-east-1");
        return "arn:aws:lambda:%s:000000000000:function:%s".formatted(region, function);
    }
}
