package dev.trellis.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.Resolution;
import dev.trellis.registry.Seed;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlatformST {

    @RegisterExtension
    static final LocalStack LOCALSTACK = new LocalStack();

    @Test
    void shouldHaveThePlatformsQueuesWhenTheInitScriptRan() {
        // given
        AwsPlatform platform = LOCALSTACK.cloud().platform();
        List<String> names = List.of(QueueNames.OUTCOMES, QueueNames.SUBMISSIONS, QueueNames.EVENTS);

        // when
        // then
        assertThat(names).allSatisfy(name -> {
            assertThat(platform.queues().depth(name)).isZero();
            assertThat(platform.queues().depth(QueueNames.deadLetter(name))).isZero();
        });
    }

    @Test
    void shouldResolveTheKernelsProcessesWhenTheSeedIsLoadedTwice() {
        // given
        AwsPlatform platform = LOCALSTACK.cloud().platform();
        Seed seed = new Seed(platform.registry(), platform.artifacts(), InstantSource.system());
        seed.load();

        // when
        seed.load();

        // then
        RegistryCache cache = new RegistryCache(platform.registry());
        assertThat(cache.current().resolveProcess("kernel.task", "^1")).isInstanceOf(Resolution.Found.class);
        assertThat(cache.current().resolveProcess("kernel.change", null)).isInstanceOf(Resolution.Found.class);
    }
}
