package dev.trellis.infra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.ArtifactMissingException;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an artifact store does. */
public abstract class ArtifactStoreContract {

    private ArtifactStore store;
    private String folder;

    @TempDir
    private Path temp;

    /** The adapter under test. */
    protected abstract ArtifactStore store();

    @BeforeEach
    void openStore() {
        store = store();
        folder = Names.fresh("conformance/");
    }

    @Test
    void shouldGiveBackWhatWasPutWhenItIsBytes() throws IOException {
        // given
        byte[] content = "Grüße".getBytes(StandardCharsets.UTF_8);

        // when
        ArtifactRef ref = store.put(folder + "/greeting.txt", content);

        // then
        assertThat(ref).isEqualTo(new ArtifactRef(store.uriOf(folder + "/greeting.txt"), Sha256.hexOf(content), (long)
                content.length));
        assertThat(contentOf(ref.uri())).isEqualTo(content);
    }

    @Test
    void shouldGiveBackWhatWasPutWhenItIsALargeFile() throws IOException {
        // given
        byte[] content = new byte[20 << 20];
        new Random(42).nextBytes(content);
        Path file = Files.write(temp.resolve("large.bin"), content);

        // when
        ArtifactRef ref = store.put(folder + "/large.bin", file);

        // then
        assertThat(ref.sha256()).isEqualTo(Sha256.hexOf(content));
        assertThat(ref.sizeBytes()).isEqualTo(content.length);
        assertThat(Sha256.hexOf(contentOf(ref.uri()))).isEqualTo(ref.sha256());
    }

    @Test
    void shouldKeepAnEmptyFile() throws IOException {
        // given
        Path file = Files.createFile(temp.resolve("empty"));

        // when
        ArtifactRef ref = store.put(folder + "/empty", file);

        // then
        assertThat(ref.sizeBytes()).isZero();
        assertThat(contentOf(ref.uri())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space.txt", "plus+and&.txt", "ünïcode 世界.txt", "a=b,c;d.txt", "per%20cent.txt"})
    void shouldKeepAKeyAsItIsWhenItHasUnusualCharacters(String name) throws IOException {
        // given
        byte[] content = name.getBytes(StandardCharsets.UTF_8);

        // when
        ArtifactRef ref = store.put(folder + "/" + name, content);

        // then
        assertThat(contentOf(ref.uri())).isEqualTo(content);
        assertThat(store.list(store.uriOf(folder + "/"), 10))
                .extracting(ArtifactRef::uri)
                .containsExactly(ref.uri());
    }

    @Test
    void shouldReplaceWhatWasThereWhenAKeyIsPutAgain() throws IOException {
        // given
        String uri = store.put(folder + "/x", new byte[] {1, 2, 3}).uri();

        // when
        ArtifactRef ref = store.put(folder + "/x", new byte[] {4});

        // then
        assertThat(ref.uri()).isEqualTo(uri);
        assertThat(contentOf(uri)).containsExactly(4);
    }

    @Test
    void shouldSayThatItIsMissingWhenThereIsNone() {
        // given
        String uri = store.uriOf(folder + "/nothing");

        // when
        // then
        assertThatThrownBy(() -> contentOf(uri))
                .isInstanceOf(ArtifactMissingException.class)
                .hasMessageContaining(uri);
        assertThat(store.exists(uri)).isFalse();
    }

    @Test
    void shouldBeGoneWhenItIsDeleted() {
        // given
        String uri = store.put(folder + "/x", new byte[] {1}).uri();
        assertThat(store.exists(uri)).isTrue();

        // when
        store.delete(uri);
        store.delete(uri);

        // then
        assertThat(store.exists(uri)).isFalse();
    }

    @Test
    void shouldListInOrderAndNoMoreThanAskedForWhenThereAreMany() {
        // given
        for (String name : List.of("b/2", "a", "c", "b/1")) {
            ArtifactRef ref = store.put(folder + "/" + name, name.getBytes(StandardCharsets.UTF_8));
            assertThat(ref.sizeBytes()).isEqualTo(name.length());
        }

        // when
        List<ArtifactRef> three = store.list(store.uriOf(folder + "/"), 3);
        List<ArtifactRef> inside = store.list(store.uriOf(folder + "/b/"), 10);

        // then
        assertThat(three)
                .extracting(ArtifactRef::uri)
                .containsExactly(
                        store.uriOf(folder + "/a"), store.uriOf(folder + "/b/1"), store.uriOf(folder + "/b/2"));
        assertThat(inside).extracting(ArtifactRef::sizeBytes).containsExactly(3L, 3L);
        assertThat(store.list(store.uriOf(folder + "/none/"), 10)).isEmpty();
    }

    @Test
    void shouldComplainWhenTheAddressIsOfAnotherKind() {
        // given
        String uri = "file:///etc/hosts";

        // when
        // then
        assertThatThrownBy(() -> contentOf(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(uri);
    }

    private byte[] contentOf(String uri) throws IOException {
        try (InputStream in = store.open(uri)) {
            return in.readAllBytes();
        }
    }
}
