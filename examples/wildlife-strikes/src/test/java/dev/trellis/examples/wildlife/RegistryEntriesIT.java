package dev.trellis.examples.wildlife;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.EntryValidator;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.registry.files.RegistryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegistryEntriesIT {
    private static final Pattern TOPIC = Pattern.compile("camunda:topic=\"([^\"]+)\"");

    private final RegistryFiles.Folder folder = new RegistryFiles("trellis-artifacts").read(Example.registry());

    @Test
    void shouldPassTheRegistrysOwnValidationWhenRead() {
        // given
        EntryValidator validator = new EntryValidator(new SchemaCheck());

        // when
        var problems = folder.drafts().stream()
                .flatMap(draft -> validator.problems(draft).stream())
                .toList();

        // then
        assertThat(folder.problems()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldDeclareATaskTypeForEveryTopicWhenTheProcessNamesIt() throws IOException {
        // given
        Set<String> declared = folder.drafts().stream()
                .map(EntryDraft::key)
                .filter(key -> key.kind() == RegistryKind.TDE)
                .map(key -> key.name())
                .collect(Collectors.toSet());
        String bpmn = Files.readString(Example.registry().resolve("wildlife.strikes.bpmn"));

        // when
        List<String> topics =
                TOPIC.matcher(bpmn).results().map(match -> match.group(1)).toList();

        // then
        assertThat(topics).hasSize(10).isSubsetOf(declared);
    }
}
