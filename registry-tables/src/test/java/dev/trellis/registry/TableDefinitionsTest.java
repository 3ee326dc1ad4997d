package dev.trellis.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.registry.TableDefinition.KeyAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableDefinitionsTest {

    @ParameterizedTest
    @EnumSource
    void shouldKeyRegistriesByNameAndItemWhenRead(RegistryKind kind) {
        // given
        // when
        TableDefinition table = TableDefinitions.of(kind);

        // then
        assertThat(table)
                .isEqualTo(new TableDefinition(
                        kind.word(), new KeyAttribute("name", "S"), new KeyAttribute("item", "S"), null));
    }

    @Test
    void shouldLetExecutionRecordsExpireWhenRead() {
        // given
        // when
        TableDefinition table = TableDefinitions.EXECUTION;

        // then
        assertThat(table.nameWith("trellis-")).isEqualTo("trellis-execution");
        assertThat(table.ttlAttribute()).isEqualTo("expires_at");
        assertThat(table.rangeKey()).isNull();
    }
}
