package dev.trellis.tde.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.testkit.HostileTexts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings name is checked before a program sees it. */
final class HostileSettingsTest {
    private static final String DIGEST = "a".repeat(64);

    @Test
    void shouldRefuseLayerWhenItsNameIsHostile() {
        HostileTexts.of(1, 1000).forEach(name -> assertThat(Libraries.refusal(name, List.of("tools")))
                .as(name)
                .isNotNull()
                .matches("\\P{Cntrl}{1,200}"));
    }

    @Test
    void shouldRefuseLayerWhenPolicyListsAHostileName() {
        HostileTexts.of(2, 1000).filter(name -> !name.matches("[a-z0-9._-]+")).forEach(name -> assertThat(
                        Libraries.refusal(name, List.of(name)))
                .as(name)
                .isNotNull());
    }

    @Test
    void shouldRefuseRequirementsWhenALineIsHostile() {
        HostileTexts.of(3, 1000)
                .filter(text -> !text.isBlank() && !text.startsWith("#"))
                .forEach(text -> {
                    String file = "greet==1.0 --hash=sha256:" + DIGEST + "\n" + text + "\n";
                    try {
                        // What is left of a comment or of blanks installs nothing more.
                        assertThat(LockedRequirements.of(file)).isEqualTo("greet==1.0 --hash=sha256:" + DIGEST + "\n");
                    } catch (TaskFailedException refused) {
                        assertThat(refused.error().code()).isEqualTo("requirements_refused");
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "greet==1.0",
                "greet>=1.0 --hash=sha256:" + "a",
                "-r /etc/passwd",
                "--index-url http://x/",
                "-e .",
                "greet @ file:///tmp/x.whl --hash=sha256:",
                "git+https://x/y@z",
                "./x.whl",
                "greet==1.0 --hash=sha256:DIGEST --pre",
                "greet==1.0 --global-option=x --hash=sha256:DIGEST",
                "greet==1.0 --hash=md5:0123",
                "greet==1.0 ; python_version > '3' --index-url=http://x/ --hash=sha256:DIGEST",
                "greet==1.0 ; python_version > '3' --pre --hash=sha256:DIGEST",
                "# nothing",
                "",
            })
    void shouldRefuseRequirementsWhenTheyAreNotLocked(String line) {
        assertThatThrownBy(() -> LockedRequirements.of(line.replace("DIGEST", DIGEST)))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageStartingWith("requirements_refused");
    }

    @Test
    void shouldReadRequirementsWhenTheyAreAsToolsWriteThem() throws Exception {
        // given
        String file = """
                # by pip-compile
                six==1.17.0 \\
                    --hash=sha256:%s \\
                    --hash=sha256:%s
                    # via dateutil
                python-dateutil==2.9.0.post0 ; python_version >= "3.8" --hash=sha256:%s
                """.formatted(DIGEST, DIGEST, DIGEST);

        // when
        String locked = LockedRequirements.of(file);

        // then
        assertThat(locked.lines()).hasSize(2);
    }
}
