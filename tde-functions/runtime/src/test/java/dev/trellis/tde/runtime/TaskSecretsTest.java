package dev.trellis.tde.runtime;

import static dev.trellis.tde.runtime.RunnerFixture.KEY;
import static dev.trellis.tde.runtime.RunnerFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.infra.memory.MemoryLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskSecretsTest {
    private static final String VALUE = "canary \"7f3a\" + ü\\";

    private final RunnerFixture platform = new RunnerFixture();

    @BeforeEach
    void store() {
        platform.secrets.put("payments/token", VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "secret://payments/token, payments/token, ",
        "secret://payments/token, payments/, ",
        "secret://payments/token, *, ",
        "secret://payments/token, payments, secret_refused",
        "secret://payments/token, payments/to, secret_refused",
        "secret://payments/other, payments/, secret_missing",
        "secret://payments/../token, *, secret_refused",
        "payments/token, *, secret_refused"
    })
    void shouldReadWhatPolicyNamesAndNothingElse(String reference, String allowed, String code) throws Exception {
        // given
        RunnerFixture.Work work = scope -> {
            assertThat(scope.secret(reference)).isEqualTo(VALUE);
            return done("{}");
        };

        // when
        platform.deliver(request(allowed), work);

        // then
        assertThat(platform.summaries()).containsExactly("token-1 " + (code == null ? "succeeded" : "failed:" + code));
    }

    @Test
    void shouldRefuseEverySecretWhenPolicyNamesNone() throws Exception {
        // given
        TaskRequest request = RunnerFixture.request(1);

        // when
        platform.deliver(request, scope -> done(scope.secret("secret://payments/token")));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:secret_refused");
    }

    @Test
    void shouldTakeTheValueOutOfOutputsHoweverItIsEchoed() throws Exception {
        // given
        RunnerFixture.Work echo = scope -> {
            String value = scope.secret("secret://payments/token");
            var outputs =
                    JsonText.object().put("plain", "before " + value + " after").put("n", 12);
            outputs.put(value, "as a name")
                    .put("json", JsonText.write(JsonText.object().put("in", value)));
            for (String user : new String[] {"", "u", "us", "use"}) {
                byte[] pair = (user + ":" + value + ":x").getBytes(StandardCharsets.UTF_8);
                outputs.withArray("basic").add(Base64.getEncoder().encodeToString(pair));
            }
            return done(JsonText.write(outputs));
        };

        // when
        platform.deliver(request("*"), echo);

        // then
        String outcome = OutcomeJson.write(platform.published().getFirst());
        assertThat(outcome)
                .contains(
                        "before [secret payments/token] after", "\"[secret payments/token]\":\"as a name\"", "\"n\":12")
                .doesNotContain("canary", "Y2FuYXJ5", "NhbmFyeS", "jYW5hcnkg");
        assertThat(platform.executions.read(KEY).toString()).doesNotContain("canary");
    }

    @Test
    void shouldTakeANumberOutWhenItIsTheSecret() throws Exception {
        // given
        platform.secrets.put("pin", "98127634");

        // when
        platform.deliver(request("*"), scope -> {
            scope.secret("secret://pin");
            return done("{\"n\":98127634,\"m\":9812763,\"d\":1.50}");
        });

        // then
        assertThat(platform.published().getFirst().result())
                .isEqualTo(done("{\"n\":\"[secret pin]\",\"m\":9812763,\"d\":1.50}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheValueOutOfErrorsAndLogs(boolean coded) throws Exception {
        // given
        String said;

        // when
        try (MemoryLog log = MemoryLog.of("dev.trellis.tde")) {
            platform.deliver(request("*"), scope -> {
                String value = scope.secret("secret://payments/token");
                if (coded) {
                    throw TaskFailedException.permanent("refused", "login with " + value + " failed");
                }
                throw new IllegalStateException("login with " + value, new IllegalArgumentException(value));
            });
            said = log.text();
        }

        // then
        Outcome outcome = platform.published().getFirst();
        assertThat(((Result.Failed) outcome.result()).error().message())
                .contains("login with [secret payments/token]")
                .doesNotContain("canary");
        assertThat(said).contains("task-1").doesNotContain("canary");
    }

    @Test
    void shouldUseARotatedValueAMinuteAfterItWasStored() throws Exception {
        // given
        RecentSecrets recent = new RecentSecrets(platform.secrets, platform.clock);
        recent.read("payments/token");
        platform.secrets.put("payments/token", "the second value");

        // when
        platform.clock.advance(RecentSecrets.KEPT.minusNanos(1));
        String before = recent.read("payments/token").value();
        platform.clock.advance(Duration.ofNanos(1));
        String after = recent.read("payments/token").value();

        // then
        assertThat(before).isEqualTo(VALUE);
        assertThat(after).isEqualTo("the second value");
    }

    @Test
    void shouldNotShowTheValueWhenASecretIsPrinted() {
        // given
        var secret = platform.secrets.read("payments/token");

        // when
        String printed = "" + secret;

        // then
        assertThat(printed).contains("payments/token").doesNotContain("canary");
    }

    private static TaskRequest request(String allowed) {
        TaskRequest plain = RunnerFixture.request(1);
        Json settings = new Json("{\"guard_rails\":{\"secrets\":{\"names\":[\"" + allowed + "\"]}}}");
        return new TaskRequest(
                plain.attempt(),
                plain.action(),
                new ExecutorRef("test.type", "1.0.0", "test", "ref", settings),
                plain.inputs(),
                plain.artifactsIn(),
                plain.limits(),
                plain.context(),
                plain.extensions());
    }
}
