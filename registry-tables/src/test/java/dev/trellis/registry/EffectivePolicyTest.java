package dev.trellis.registry;

import static dev.trellis.registry.Entries.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.wire.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectivePolicyTest {

    @Test
    void shouldTakeTheStrictestWhenSeveralPoliciesMatch() {
        // given
        RegistrySnapshot snapshot = Entries.policies(
                Entries.policy("one", "1.0.0", "sql.*", "\"defaults\":{\"retries\":5,\"timeout_s\":30}"),
                Entries.policy(
                        "two", "1.0.0", "*", "\"defaults\":{\"retries\":2,\"timeout_s\":60},\"gate\":{\"role\":\"b\"}"),
                Entries.policy("three", "1.0.0", "sql.write", "\"gate\":{\"role\":\"a\"}"),
                Entries.policy("other", "1.0.0", "http.*", "\"defaults\":{\"retries\":0}"));

        // when
        EffectivePolicy policy = snapshot.policyFor("sql.write");

        // then
        assertThat(policy.bounds()).isEqualTo(new TaskPolicy(2, 30, null, null));
        assertThat(policy.gateRoles()).containsExactly("a", "b");
        assertThat(policy.sources()).containsExactly("one 1.0.0", "three 1.0.0", "two 1.0.0");
    }

    @Test
    void shouldTakeFromTheDefaultOnlyWhatNoOtherPolicySays() {
        // given
        RegistrySnapshot snapshot = Entries.policies(
                Entries.policy(
                        "default",
                        "1.0.0",
                        "*",
                        "\"defaults\":{\"retries\":1,\"heartbeat_s\":5},\"gate\":{\"role\":\"d\"},"
                                + "\"guard_rails\":{\"http\":{\"allowed_hosts\":[],\"max_response_bytes\":10}}"),
                Entries.policy(
                        "web",
                        "1.0.0",
                        "http.*",
                        "\"defaults\":{\"retries\":4},\"gate\":{\"role\":\"w\"},"
                                + "\"guard_rails\":{\"http\":{\"allowed_hosts\":[\"api.example.org\"]}}"));

        // when
        EffectivePolicy policy = snapshot.policyFor("http.get");

        // then
        assertThat(policy.bounds()).isEqualTo(new TaskPolicy(4, null, 5, null));
        assertThat(policy.gateRoles()).containsExactly("w");
        assertThat(JsonText.same(
                        policy.guardRails(),
                        json("{'http':{'allowed_hosts':['api.example.org'],'max_response_bytes':10}}")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'n':{'max':5}}                       | {'n':{'max':3,'min':1}}                          | {'n':{'max':3,'min':1}}
            {'n':{'allow_private':true}}          | {'n':{'allow_private':false}}                    | {'n':{'allow_private':false}}
            {'n':{'hosts':['a','b']}}             | {'n':{'hosts':['b','c']}}                        | {'n':{'hosts':['b']}}
            {'n':{'hosts':['*.example.org']}}     | {'n':{'hosts':['api.example.org','evil.org']}}   | {'n':{'hosts':['api.example.org']}}
            {'n':{'hosts':['*.org']}}             | {'n':{'hosts':['*.example.org','*']}}            | {'n':{'hosts':['*.org','*.example.org']}}
            {'n':{'prefixes':['file:///a/']}}     | {'n':{'prefixes':['file:///a/b/','file:///ab/']}} | {'n':{'prefixes':['file:///a/b/']}}
            {'n':{'hosts':['a']}}                 | {'n':{'hosts':[]}}                               | {'n':{'hosts':[]}}
            """)
    void shouldAllowOnlyWhatBothAllowWhenGuardRailsMeet(String one, String other, String both) {
        // given
        RegistrySnapshot snapshot = Entries.policies(
                Entries.policy(
                        "one", "1.0.0", "*", "\"guard_rails\":" + json(one).text()),
                Entries.policy(
                        "two", "1.0.0", "*", "\"guard_rails\":" + json(other).text()));

        // when
        var rails = snapshot.policyFor("x.y").guardRails();

        // then
        assertThat(JsonText.parse(rails)).isEqualTo(JsonText.parse(json(both)));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,  -,   -,   3, 300
            -,  900, -,   3, 900
            -,  900, 600, 3, 600
            9,  -,   -,   5, 300
            1,  -,   -,   1, 300
            """)
    void shouldOnlyTightenWhenTheSubmitterAsks(
            Integer askedRetries, Integer askedTimeout, Integer entryTimeout, int retries, int timeout) {
        // given
        RegistrySnapshot snapshot = askedRetries == null
                ? RegistrySnapshot.empty()
                : Entries.policies(Entries.policy("p", "1.0.0", "*", "\"defaults\":{\"retries\":5}"));

        // when
        EffectiveLimits limits = snapshot.policyFor("x.y")
                .limits(
                        new TaskPolicy(askedRetries, askedTimeout, null, false),
                        new TaskPolicy(null, entryTimeout, null, null));

        // then
        assertThat(limits.retries()).isEqualTo(retries);
        assertThat(limits.timeoutSeconds()).isEqualTo(timeout);
    }

    @Test
    void shouldKeepTheGateWhenTheSubmitterWouldLiftIt() {
        // given
        RegistrySnapshot snapshot =
                Entries.policies(Entries.policy("p", "1.0.0", "*", "\"gate\":{\"role\":\"approver\"}"));
        TaskPolicy lifting = new TaskPolicy(null, null, null, false);

        // when
        EffectiveLimits limits = snapshot.policyFor("x.y").limits(lifting, TaskPolicy.NONE);

        // then
        assertThat(limits.humanGate()).isTrue();
    }

    @Test
    void shouldNameTheRolesWhenAChangeNeedsConsent() {
        // given
        RegistrySnapshot snapshot = Entries.policies(
                Entries.policy("p", "1.0.0", "sql.*", "\"change\":{\"role\":\"steward\"}"),
                Entries.policy("q", "1.0.0", "http.*", "\"change\":{\"role\":\"web\"}"));

        // when
        List<String> roles =
                snapshot.changeRoles(List.of(Entries.tde("sql.load", "1.0.0").key()));

        // then
        assertThat(roles).containsExactly("steward");
    }
}
