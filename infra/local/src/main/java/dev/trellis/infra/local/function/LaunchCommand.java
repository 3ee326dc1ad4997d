package dev.trellis.infra.local.function;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a function process, run in the package's folder: the Lambda runtime interface client with the handler. */
public final class LaunchCommand {

    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** Where the client loads its native library from, instead of a file in {@code /tmp} that all processes would share. */
    private static final String NATIVE_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** Options that must be the same in training and in use, or the cache is not used. */
    private static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private LaunchCommand() {}

    /** The command for a package and handler; {@code cacheOptions} say how the AOT cache is used or made. */
    public static List<String> of(
            JavaRuntime java, FunctionPackage code, String handler, int memoryMb, List<String> cacheOptions) {
        List<String> command = machine(java, code, memoryMb, cacheOptions);
        command.addAll(List.of(CLIENT, handler));
        return List.copyOf(command);
    }

    /** The same virtual machine with the same class path, which tells its version and ends. */
    static List<String> version(JavaRuntime java, FunctionPackage code, int memoryMb, List<String> cacheOptions) {
        List<String> command = machine(java, code, memoryMb, cacheOptions);
        // It stands last: the launcher reads no further than this option.
        command.add("-version");
        return List.copyOf(command);
    }

    private static List<String> machine(
            JavaRuntime java, FunctionPackage code, int memoryMb, List<String> cacheOptions) {
        List<String> command = new ArrayList<>();
        command.add(java.java());
        command.addAll(cacheOptions);
        command.addAll(OPTIONS);
        Path nativeClient = code.folder().resolve(FunctionPackage.NATIVE_CLIENT).toAbsolutePath();
        if (Files.exists(nativeClient)) {
            command.add("-D" + NATIVE_CLIENT + "=" + nativeClient);
        }
        command.addAll(List.of("-Xms16m", "-Xmx" + memoryMb + "m"));
        command.addAll(List.of("-cp", code.classPath()));
        return command;
    }

    static String optionsText() {
        return String.join(" ", OPTIONS);
    }
}
