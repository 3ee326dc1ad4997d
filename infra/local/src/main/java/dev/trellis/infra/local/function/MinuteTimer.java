package dev.trellis.infra.local.function;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The schedule {@code rate(1 minute)} of one function: sends it the event that EventBridge sends; skips a beat while one waits. */
public final class MinuteTimer implements AutoCloseable {

    private final FunctionRunner runner;
    private final String function;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("minute-timer").factory());

    private MinuteTimer(FunctionRunner runner, String function, InstantSource clock) {
        this.runner = runner;
        this.function = function;
        this.clock = clock;
    }

    /** Starts beating; the first beat comes after one period. */
    public static MinuteTimer start(FunctionRunner runner, String function, Duration period, InstantSource clock) {
        MinuteTimer minutes = new MinuteTimer(runner, function, clock);
        var unused = minutes.timer.scheduleAtFixedRate(
                minutes::beat, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return minutes;
    }

    private void beat() {
        if (runner.waiting(function) == 0) {
            var unused = runner.invoke(function, event());
        }
    }

    private byte[] event() {
        String json = """
                {"version":"0","id":"%s","detail-type":"Scheduled Event","source":"aws.events","account":"000000000000",\
                "time":"%s","resources":["arn:aws:events:local:000000000000:rule/%s-minute"],"detail":{}}""".formatted(UUID.randomUUID(), clock.instant(), function);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        var unused = timer.shutdownNow();
    }
}
