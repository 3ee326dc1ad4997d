package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.pdo.fixture.Fault;
import dev.trellis.pdo.fixture.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimCheckTest {
    private final World world = new World();

    @Test
    void shouldSendInputsInlineUpToTheLimit() {
        // given
        world.host.add(Tasks.withInputs(Tasks.task("t1"), inputs(Payload.INLINE_LIMIT_BYTES)));

        // when
        var unused = world.run();

        // then
        assertThat(world.queues.requests()).singleElement().satisfies(request -> assertThat(request.inputs())
                .isEqualTo(Tasks.withInputs(Tasks.task("t1"), inputs(Payload.INLINE_LIMIT_BYTES))
                        .inputs()));
    }

    @Test
    void shouldPutLargeInputsBesideTheMessageUnderTheirDigest() throws IOException {
        // given
        String inputs = inputs(Payload.INLINE_LIMIT_BYTES + 1);
        world.host.add(Tasks.withInputs(Tasks.task("t1"), inputs));

        // when
        var unused = world.run();

        // then
        assertThat(world.queues.taken(World.QUEUE)).singleElement().satisfies(body -> assertThat(body)
                .hasSizeLessThan(2_000));
        Payload sent = world.queues.requests().getFirst().inputs();
        assertThat(sent).isInstanceOf(Payload.ClaimCheck.class);
        ArtifactRef ref = ((Payload.ClaimCheck) sent).ref();
        assertThat(ref.sha256()).isEqualTo(Sha256.hexOf(inputs));
        try (InputStream stored = world.artifacts.open(ref.uri())) {
            assertThat(new String(stored.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(inputs);
        }
    }

    @Test
    void shouldStoreTheSameKeyWhenAnAttemptIsSentTwice() {
        // given
        RecordingArtifacts artifacts = new RecordingArtifacts();
        world.artifacts = artifacts;
        world.host.add(Tasks.withInputs(Tasks.task("t1"), inputs(300_000)));
        world.engine.script(request -> request.confirmed().isEmpty() ? Fault.NONE : Fault.DOWN);
        var unused = world.run();
        world.engine.script(request -> Fault.NONE);

        // when
        var again = world.run();

        // then
        assertThat(again.sent()).isEqualTo(1);
        assertThat(artifacts.keys).hasSize(2);
        assertThat(artifacts.keys.getFirst()).isEqualTo(artifacts.keys.getLast());
    }

    @Test
    void shouldPutEvenSmallInputsBesideAMessageThatSettingsFill() {
        // given
        world.registries.stable(
                Tasks.TYPE, "2.0.0", entry -> entry.putObject("settings").put("script", "x".repeat(200_000)));
        world.host.add(Tasks.withInputs(Tasks.task("t1"), inputs(100_000)));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.sent()).isEqualTo(1);
        assertThat(world.queues.requests().getFirst().inputs()).isInstanceOf(Payload.ClaimCheck.class);
    }

    @Test
    void shouldRejectWhenSettingsAloneAreTooLarge() {
        // given
        world.registries.stable(
                Tasks.TYPE, "2.0.0", entry -> entry.putObject("settings").put("script", "x".repeat(300_000)));
        world.host.add(Tasks.task("t1"));
        world.registries.stable("demo.other", "1.0.0");

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.sent()).isZero();
        assertThat(world.status("t1")).isEqualTo("incident");
        assertThat(world.host.task("t1").reasons().getLast().rule()).isEqualTo("request.too_large");
    }

    @Test
    void shouldDeferWhenTheStoreIsAway() {
        // given
        RecordingArtifacts artifacts = new RecordingArtifacts();
        artifacts.failures = 2;
        world.artifacts = artifacts;
        world.host.add(Tasks.withInputs(Tasks.task("t1"), inputs(300_000)));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.released()).isEqualTo(2);
        assertThat(report.sent()).isEqualTo(1);
    }

    private static String inputs(int bytes) {
        return "{\"t\":\"" + "x".repeat(bytes - 8) + "\"}";
    }

    /** A store that keeps the keys it was given and fails a few times first. */
    private static final class RecordingArtifacts implements ArtifactStore {
        private final MemoryArtifacts store = new MemoryArtifacts("bucket");
        private final List<String> keys = new ArrayList<>();
        private int failures;

        @Override
        public ArtifactRef put(String key, byte[] content) {
            if (failures > 0) {
                failures--;
                throw new PortUnavailableException("store away");
            }
            keys.add(key);
            return store.put(key, content);
        }

        @Override
        public ArtifactRef put(String key, Path content) throws IOException {
            return store.put(key, content);
        }

        @Override
        public InputStream open(String uri) {
            return store.open(uri);
        }

        @Override
        public boolean exists(String uri) {
            return store.exists(uri);
        }

        @Override
        public void delete(String uri) {
            store.delete(uri);
        }

        @Override
        public List<ArtifactRef> list(String prefixUri, int max) {
            return store.list(prefixUri, max);
        }

        @Override
        public String uriOf(String key) {
            return store.uriOf(key);
        }
    }
}
