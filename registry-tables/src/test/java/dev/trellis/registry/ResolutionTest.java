package dev.trellis.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            1.2.0 | -       | -     | 1.2.0 | version.stable
            1.2.0 | ^1.1    | -     | 1.2.0 | version.range
            1.2.0 | 1.x     | -     | 1.2.0 | version.range
            1.2.0 | ^2      | -     | 2.1.0 | version.range
            2.1.0 | ^1.0    | -     | 1.3.0 | version.range
            2.1.0 | ~1.2.0  | -     | 1.2.5 | version.range
            2.1.0 | >=1 <2  | -     | 1.3.0 | version.range
            -     | ^1      | -     | 1.3.0 | version.range
            1.2.0 | ^2      | 1.1.0 | 1.1.0 | version.pinned
            -     | -       | 2.0.0 | 2.0.0 | version.pinned
            """)
    void shouldFindTheVersionAndSayWhyWhenOneFits(
            @Nullable String stable, @Nullable String range, @Nullable String pinned, String version, String rule) {
        // given
        RegistrySnapshot snapshot = Entries.tdes(
                "a.b",
                stable == null ? "" : stable,
                "1.1.0",
                "1.2.0",
                "1.2.5",
                "1.3.0",
                "2.0.0",
                "2.1.0",
                "3.0.0-rc.1");

        // when
        Resolution<TdeEntry> resolution = snapshot.resolveTask("a.b", range, pinned);

        // then
        assertThat(resolution).isInstanceOfSatisfying(Resolution.Found.class, found -> {
            assertThat(found.version()).isEqualTo(version);
            assertThat(((TdeEntry) found.entry()).executor().version()).isEqualTo(version);
        });
        assertThat(resolution.reasons()).singleElement().returns(rule, reason -> reason.rule());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            x.y | -    | -     | unknown_name           | no tde is called x.y
            a.b | ^3   | -     | version_unmet          | there are 1.9.0, 1.10.0
            a.b | -    | 1.1.0 | pinned_version_missing | there are 1.9.0, 1.10.0
            a.b | -    | -     | no_stable_version      | has no stable version
            a.b | what | -     | range_malformed        | what
            """)
    void shouldSayWhatIsMissingAndWhatIsThereWhenNoneFits(
            String name, @Nullable String range, @Nullable String pinned, String code, String message) {
        // given
        RegistrySnapshot snapshot = Entries.tdes("a.b", "", "1.9.0", "1.10.0");

        // when
        Resolution<TdeEntry> resolution = snapshot.resolveTask(name, range, pinned);

        // then
        assertThat(resolution).isInstanceOfSatisfying(Resolution.Missing.class, missing -> {
            assertThat(missing.code()).isEqualTo(code);
            assertThat(missing.message()).contains(message);
        });
    }

    @Test
    void shouldResolveNothingWhenAStablePolicyCannotBeRead() {
        // given
        EntryDraft tde = Entries.tde("a.b", "1.0.0");
        EntryDraft broken = Entries.draft("{\"kind\":\"policy\",\"name\":\"p\",\"version\":\"1.0.0\",\"denies\":[]}");
        RegistrySnapshot snapshot = RegistrySnapshot.of(
                1,
                List.of(Entries.item(tde), Entries.item(broken)),
                Map.of(RegistryKind.TDE, Map.of("a.b", "1.0.0"), RegistryKind.POLICY, Map.of("p", "1.0.0")));

        // when
        Resolution<TdeEntry> resolution = snapshot.resolveTask("a.b", null, null);

        // then
        assertThat(resolution).isInstanceOfSatisfying(Resolution.Missing.class, missing -> {
            assertThat(missing.code()).isEqualTo("policy_unreadable");
            assertThat(missing.message()).contains("p 1.0.0");
        });
    }
}
