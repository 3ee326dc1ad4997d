package dev.trellis.infra.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.registry.ChangeSteps;
import dev.trellis.registry.ChangeSteps.Answer;
import dev.trellis.registry.ChangeWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeStepsTest {

    private static final String ENTRY =
            "{\"kind\":\"tde\",\"name\":\"a.b\",\"version\":\"%s\",\"adapter\":\"file\",\"ref\":\"%s\"}";

    private final MemoryRegistry registry = new MemoryRegistry();
    private final MemoryArtifacts artifacts = new MemoryArtifacts("trellis-artifacts");
    private final ChangeSteps steps =
            new ChangeSteps(new ChangeWriter(registry, artifacts, new VirtualClock(Instant.EPOCH)), registry);

    private static Json entries(String version, String ref) {
        return new Json("{\"entries\":[" + ENTRY.formatted(version, ref) + "],\"requested_by\":\"ann\"}");
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return JsonText.parse(((Answer.Done) answer).outputs());
    }

    private void apply(String version) {
        JsonNode plan = done(steps.validate(entries(version, "copy")));
        done(steps.write(entries(version, "copy")));
        done(steps.flip(JsonText.json(((ObjectNode) plan).retain("changes"))));
    }

    @Test
    void shouldMakeAVersionStableWhenTheStepsFollowEachOther() {
        // given
        Json inputs = entries("1.0.0", "copy");

        // when
        JsonNode plan = done(steps.validate(inputs));
        JsonNode written = done(steps.write(inputs));
        JsonNode flipped = done(steps.flip(JsonText.json(plan)));

        // then
        assertThat(plan.at("/changes/0/action").textValue()).isEqualTo("create");
        assertThat(plan.at("/approval_roles")).isEmpty();
        assertThat(written.at("/written/0/result").textValue()).isEqualTo("written");
        assertThat(flipped.at("/flipped/0/result").textValue()).isEqualTo("flipped");
        assertThat(flipped.at("/revision").longValue()).isEqualTo(1);
        assertThat(registry.pointers(RegistryKind.TDE, "a.b")).containsEntry("stable", "1.0.0");
        assertThat(registry.versions(RegistryKind.TDE, "a.b")).singleElement().returns("ann", item -> item.createdBy());
    }

    @Test
    void shouldChangeNothingWhenAStepIsRepeated() {
        // given
        JsonNode plan = done(steps.validate(entries("1.0.0", "copy")));
        done(steps.write(entries("1.0.0", "copy")));
        done(steps.flip(JsonText.json(plan)));

        // when
        JsonNode written = done(steps.write(entries("1.0.0", "copy")));
        JsonNode flipped = done(steps.flip(JsonText.json(plan)));

        // then
        assertThat(written.at("/written/0/result").textValue()).isEqualTo("unchanged");
        assertThat(flipped.at("/flipped/0/result").textValue()).isEqualTo("unchanged");
        assertThat(registry.headRevision()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhenTheVersionIsThereWithAnotherContent() {
        // given
        apply("1.0.0");

        // when
        Answer validated = steps.validate(entries("1.0.0", "move"));
        Answer written = steps.write(entries("1.0.0", "move"));

        // then
        assertThat(validated).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.code())
                .isEqualTo("registry.invalid"));
        assertThat(written).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.code())
                .isEqualTo("registry.conflict"));
    }

    @Test
    void shouldRefuseWhenSomebodyElseFlippedMeanwhile() {
        // given
        apply("1.0.0");
        JsonNode plan = done(steps.validate(entries("1.1.0", "copy")));
        done(steps.write(entries("1.1.0", "copy")));
        apply("2.0.0");

        // when
        Answer flipped = steps.flip(JsonText.json(plan));

        // then
        assertThat(flipped).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("registry.moved");
            assertThat(refused.message()).contains("stable is now 2.0.0");
        });
        assertThat(registry.pointers(RegistryKind.TDE, "a.b")).containsEntry("stable", "2.0.0");
    }

    @Test
    void shouldRefuseWhenAFileOfTheEntryIsNotStored() {
        // given
        String sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        Json inputs = new Json("""
                {"entries":[{"kind":"tde","name":"a.b","version":"1.0.0","adapter":"python",
                 "ref":{"uri":"s3://trellis-artifacts/registry/sha256/%s/run.py","sha256":"%s","size":1}}]}""".formatted(sha, sha));

        // when
        Answer before = steps.validate(inputs);
        artifacts.put("registry/sha256/" + sha + "/run.py", new byte[] {1});
        Answer after = steps.validate(inputs);

        // then
        assertThat(before).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.message())
                .contains("run.py is not in the artifact store"));
        assertThat(after).isInstanceOf(Answer.Done.class);
    }
}
