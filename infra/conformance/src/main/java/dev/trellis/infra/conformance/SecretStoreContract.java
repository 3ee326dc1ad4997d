package dev.trellis.infra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.Secret;
import dev.trellis.contract.port.SecretMissingException;
import dev.trellis.contract.port.SecretStore;
import dev.trellis.contract.port.SecretStore.Listed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store of secrets does. */
public abstract class SecretStoreContract {

    private SecretStore store;
    private String folder;

    /** The adapter under test. */
    protected abstract SecretStore store();

    @BeforeEach
    void openStore() {
        store = store();
        folder = Names.fresh("conformance-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "with blank and \"quotes\" \\ and = & +", "Grüße, 世界 🔐", "line one\nline two\n"})
    void shouldGiveBackAValueAsItWasPut(String value) {
        // given
        store.put(folder + "/Token_1.a-b", value);

        // when
        Secret read = store.read(folder + "/Token_1.a-b");

        // then
        assertThat(read.value()).isEqualTo(value);
        assertThat(read.name()).isEqualTo(folder + "/Token_1.a-b");
    }

    @Test
    void shouldGiveTheNewestValueUnderAnotherVersionWhenItIsPutAgain() {
        // given
        store.put(folder, "the first value");
        Secret first = store.read(folder);

        // when
        store.put(folder, "the second value");

        // then
        Secret second = store.read(folder);
        assertThat(second.value()).isEqualTo("the second value");
        assertThat(second.version()).isNotEqualTo(first.version());
    }

    @Test
    void shouldSayThatItIsMissingWhenThereIsNone() {
        // given
        String name = folder + "/nothing";

        // when
        // then
        assertThatThrownBy(() -> store.read(name))
                .isInstanceOf(SecretMissingException.class)
                .hasMessageContaining(name);
    }

    @Test
    void shouldBeGoneWhenItIsDeletedAndComeBackWhenItIsPut() {
        // given
        store.put(folder, "the first value");

        // when
        store.delete(folder);
        store.delete(folder);

        // then
        assertThatThrownBy(() -> store.read(folder)).isInstanceOf(SecretMissingException.class);
        assertThat(ours()).isEmpty();
        store.put(folder, "the second value");
        assertThat(store.read(folder).value()).isEqualTo("the second value");
    }

    @Test
    void shouldListNamesAndTimesInOrderAndNoValue() {
        // given
        List.of("/b", "/a", "/c/d").forEach(part -> store.put(folder + part, "value of " + part));

        // when
        List<Listed> listed = ours();

        // then
        assertThat(listed).extracting(Listed::name).containsExactly(folder + "/a", folder + "/b", folder + "/c/d");
        assertThat(listed).allSatisfy(one -> assertThat(one.changedAt()).isAfterOrEqualTo(one.createdAt()));
        assertThat(listed.toString()).doesNotContain("value of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/x", "x/", "a//b", "../x", "a b", "name*", "x/../y"})
    void shouldRefuseWhatIsNoName(String name) {
        // given
        // when
        // then
        assertThatThrownBy(() -> store.read(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(name, "a proper value")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAValueThatCouldNotBeKeptOutOfOutputs() {
        // given
        // when
        // then
        assertThatThrownBy(() -> store.put(folder, "abc12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("abc12");
    }

    private List<Listed> ours() {
        return store.list().stream()
                .filter(listed -> listed.name().startsWith(folder))
                .toList();
    }
}
