package dev.trellis.tde.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvRowsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a,b\\n1,2\\n`, `[{a=1, b=2}]`",
                "`a,b\\r\\n1,2`, `[{a=1, b=2}]`",
                "`a,b\\r1,2`, `[{a=1, b=2}]`",
                "`a,b\\n,\\n`, `[{a=, b=}]`",
                "`a\\n\\n`, `[{a=}]`",
                "`a,b\\n\"x,y\",\"say \"\"hi\"\"\"\\n`, `[{a=x,y, b=say \"hi\"}]`",
                "`a\\n\"two\\nlines\"\\n`, `[{a=two|lines}]`",
                "`\"a\"\\n\"\"\\n`, `[{a=}]`",
                "`a\\n`, `[]`"
            })
    void shouldReadRecordsAsRfc4180Says(String text, String expected) throws Exception {
        // given
        String content = text.replace("\\n", "\n").replace("\\r", "\r");

        // when
        List<Map<String, String>> rows = read(content);

        // then
        assertThat(rows.toString().replace('\n', '|')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a,b\\n1\\n`, line 2 has 1 cells",
                "`a\\n\"x\\n`, quote in line 2",
                "`a\\n\"x\"y\\n`, after a closing quote",
                "`a,a\\n1,2`, each column once",
                "``, each column once"
            })
    void shouldSayWhereWhenFileIsBroken(String text, String complaint) {
        // given
        String content = text.replace("\\n", "\n");

        // when / then
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void shouldRefuseWhenFileIsNotUtf8() throws Exception {
        // given
        Path file = Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xE4, '\n'});

        // when / then
        assertThatThrownBy(() -> {
                    try (CsvRows rows = CsvRows.open(file)) {
                        var unused = rows.next();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not UTF-8");
    }

    private List<Map<String, String>> read(String content) throws IOException, TaskFailedException {
        Path file = Files.writeString(folder.resolve("in.csv"), content);
        List<Map<String, String>> all = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file)) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }
}
