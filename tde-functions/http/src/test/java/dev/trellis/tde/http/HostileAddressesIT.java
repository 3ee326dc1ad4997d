package dev.trellis.tde.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.http.RecordingServer.Reply;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses, redirects, names and headers that try to reach a server that policy does not allow: the canary. */
final class HostileAddressesIT {
    private static final String CODES =
            "http_(host|scheme|address|redirect)_refused|http_unknown_host|invalid_input|invalid_request";

    private final RecordingServer canary = new RecordingServer("127.0.0.1", (seen, count) -> Reply.json("\"reached\""));
    private final RecordingServer entry = new RecordingServer("127.0.0.1", (seen, count) -> redirect(seen));
    private final NameServer names = new NameServer(Map.of(
            "private.good.test", List.of(List.of("127.0.0.1")),
            "mixed.good.test", List.of(List.of("203.0.113.9", "127.0.0.1")),
            "metadata.good.test", List.of(List.of("169.254.169.254")),
            "entry.test", List.of(List.of("127.0.0.1")),
            "turns.test", List.of(List.of("127.0.0.1"), List.of("127.0.0.2"))));
    private final TaskBench bench = TaskBench.of(new HttpKind(names, InstantSource.system()));
    private String next = "";
    private int tasks;

    @AfterEach
    void stop() {
        canary.close();
        entry.close();
        names.close();
    }

    @Test
    void shouldReachNobodyWhenTheAddressIsHostile() throws Exception {
        // given
        List<String> hostile = HostileAddresses.at(canary.port());
        List<String> wrong = new ArrayList<>();

        // when
        for (String address : hostile) {
            judge(address, request("{url}", "").inputs(inputs("url", address)), CODES, wrong);
        }

        // then
        assertThat(hostile).hasSizeGreaterThan(300);
        assertThat(wrong).isEmpty();
        assertThat(canary.seen()).isEmpty();
    }

    @Test
    void shouldReachNobodyWhenAnAllowedServerRedirectsThere() throws Exception {
        // given
        List<String> wrong = new ArrayList<>();
        List<String> hostile = HostileAddresses.at(canary.port()).stream()
                .filter(address -> address.matches("[!-~]+") && address.contains("://"))
                .toList();

        // when
        for (String address : hostile) {
            next = address;
            judge(
                    address,
                    request("http://entry.test:" + entry.port() + "/3", ""),
                    "http_redirect_refused|" + CODES,
                    wrong);
        }

        // then
        assertThat(hostile).hasSizeGreaterThan(250);
        assertThat(wrong).isEmpty();
        assertThat(canary.seen()).isEmpty();
        assertThat(entry.seen().size()).isGreaterThan(3 * 250);
    }

    @Test
    void shouldStayWithTheCheckedAddressWhenTheNameTurns() throws Exception {
        // given a name whose second answer is another server, which listens where the first does
        try (RecordingServer first = new RecordingServer("127.0.0.1", (seen, count) -> Reply.json("1"))) {
            var request = request("http://turns.test:" + first.port() + "/", ",'turns.test:" + first.port() + "'");

            // when
            var outputs = bench.outputs(request.build());

            // then
            assertThat(outputs.get("body").intValue()).isEqualTo(1);
            assertThat(first.seen()).hasSize(1);
            assertThat(names.questions("turns.test")).isEqualTo(1);
        }
    }

    @Test
    void shouldSendNoHeaderOfTheInputsWhenTheyTryToAddOne() throws Exception {
        // given
        List<String> wrong = new ArrayList<>();
        List<String> breaks = List.of(
                "\r\n", "\n", "\r", "\u0000", "\u000b", "\f", "\u0085\r\n", "\u2028\r\n", "\u007f", "%0d%0a\r\n");
        String address = "http://entry.test:" + entry.port() + "/0";
        int tried = 0;

        // when
        for (String broken : breaks) {
            for (String tail : List.of(
                    "X-Injected: 1",
                    "\r\nX-Injected: 1",
                    " X-Injected: 1",
                    "Content-Length: 0\r\n\r\nGET / HTTP/1.1")) {
                String value = "a" + broken + tail;
                judge(
                        value,
                        request(address, "", "'headers':{'X-Own':'{v}'},").inputs(inputs("v", value)),
                        "invalid_input",
                        wrong);
                judge(value, request(address, "").inputs("{}").idempotencyKey(value), "invalid_input", wrong);
                judge(value, request("{v}", "").inputs(inputs("v", address + "/" + value)), "invalid_input", wrong);
                tried += 3;
            }
        }

        // then
        assertThat(tried).isEqualTo(120);
        assertThat(wrong).isEmpty();
        assertThat(entry.seen()).isEmpty();
    }

    private void judge(String what, RequestBuilder request, String codes, List<String> wrong) throws Exception {
        Outcome outcome = bench.run(request.task("task-" + ++tasks, 1).build());
        if (!(outcome.result() instanceof Result.Failed(TaskError error))) {
            wrong.add(what + " succeeded");
        } else if (!error.code().matches(codes)) {
            wrong.add(what + " gave " + error);
        }
    }

    /** Leads through as many redirects as the path says, then to the next hostile address. */
    private Reply redirect(RecordingServer.Seen seen) {
        int left = Integer.parseInt(seen.uri().substring(1));
        String target = left > 1 ? "/" + (left - 1) : next;
        return Reply.status(302, "Location", target);
    }

    private RequestBuilder request(String ref, String hosts) {
        return request(ref, hosts, "");
    }

    private RequestBuilder request(String ref, String hosts, String settings) {
        String allowed = "'good.test','*.good.test','*.good.test:" + canary.port() + "','good.test:" + canary.port()
                + "','entry.test:" + entry.port() + "'" + hosts;
        String all =
                "{" + settings + "'response_timeout_s':1,'guard_rails':{'http':{'allow_private':true,'allowed_hosts':["
                        + allowed + "]}}}";
        return bench.request().ref(ref).settings(all);
    }

    private static String inputs(String name, String value) {
        return JsonText.write(JsonText.object().put(name, value));
    }
}
