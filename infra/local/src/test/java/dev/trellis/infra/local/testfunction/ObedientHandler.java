package dev.trellis.infra.local.testfunction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Lambda handler that obeys orders, one in each SQS record's body or one as a JSON string: {@code echo:TEXT}, {@code fail},
 * {@code throw}, {@code sleep:MILLIS}, {@code fork} (starts a child that sleeps, then sleeps itself) and {@code exit:CODE}.
 *
 * <p>It appends {@code begin PID ORDER} and {@code end PID ORDER} to the file named by {@code TEST_JOURNAL}, and fails to
 * initialise when {@code TEST_INIT} is {@code fail}.
 */
public final class ObedientHandler implements RequestStreamHandler {

    private static final Pattern RECORD = Pattern.compile("\"messageId\":\"([^\"]+)\".*?\"body\":\"([^\"]*)\"");
    private static final Path JOURNAL = Path.of(System.getenv("TEST_JOURNAL"));

    /** Called by the runtime interface client. */
    public ObedientHandler() {
        if ("fail".equals(System.getenv("TEST_INIT"))) {
            throw new IllegalStateException("told not to come up");
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        if (!event.contains("\"Records\"")) {
            String order = event.replace("\"", "");
            boolean unused = obey(order);
            output.write(("{\"echo\":\"" + order + "\",\"pid\":"
                            + ProcessHandle.current().pid() + "}")
                    .getBytes(StandardCharsets.UTF_8));
            return;
        }
        List<String> failed = new ArrayList<>();
        Matcher records = RECORD.matcher(event);
        while (records.find()) {
            if (!obey(records.group(2))) {
                failed.add("{\"itemIdentifier\":\"" + records.group(1) + "\"}");
            }
        }
        String list = failed.stream().collect(Collectors.joining(","));
        output.write(("{\"batchItemFailures\":[" + list + "]}").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean obey(String order) throws IOException {
        note("begin", order);
        String argument = order.substring(order.indexOf(':') + 1);
        switch (order.replaceAll(":.*", "")) {
            case "fail" -> {
                return false;
            }
            case "throw" -> throw new IllegalArgumentException("told to throw");
            case "sleep" -> sleep(Long.parseLong(argument));
            case "fork" -> {
                Process child = new ProcessBuilder("sleep", "600").start();
                note("child", Long.toString(child.pid()));
                sleep(600_000);
            }
            case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(argument));
            default -> System.out.println("said " + argument);
        }
        note("end", order);
        return true;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void note(String what, String order) throws IOException {
        String line = what + " " + ProcessHandle.current().pid() + " " + order + "\n";
        Files.writeString(JOURNAL, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
