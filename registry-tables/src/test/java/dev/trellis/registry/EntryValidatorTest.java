package dev.trellis.registry;

import static dev.trellis.registry.Entries.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryValidatorTest {

    private final EntryValidator validator = new EntryValidator(new SchemaCheck());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'kind':'tde','name':'A.b','version':'1.0.0','adapter':'file','ref':'copy'}            | $.name         | dotted lower case
            {'kind':'tde','name':'a.b','version':'1.0','adapter':'file','ref':'copy'}              | $.version      | semantic version
            {'kind':'tde','name':'a.b','version':'v1.0.0','adapter':'file','ref':'copy'}           | $.version      | semantic version
            {'kind':'tde','name':'a.b','version':'1.0.0+b1','adapter':'file','ref':'copy'}         | $.version      | semantic version
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'perl','ref':'x'}               | $.adapter      | found perl
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'http'}                         | $.ref          | missing
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'python','ref':'run.py'}        | $.ref          | file beside the entry
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'process','ref':'Some Process'} | $.ref         | name of a process
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'shell','ref':'run.sh'}         | $.ref          | file beside the entry
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'shell','ref':'inline:','settings':{'script':'x','shell':'zsh'}} | $.settings.shell | "bash"
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'cli','ref':'x','settings':{'argz':[]}} | $.settings | argz
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'cli','ref':'x','settings':{'exit_codes':{'0':{'code':'x'}}}} | $.settings.exit_codes | 0
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','queue':'a b'} | $.queue        | found a b
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','capabilities':['fast']} | $.capabilities | net=internal
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','capabilities':['mem=512']} | $.capabilities | mem=512Mi
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','capabilities':['net=none']} | $.capabilities | in the function itself
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'cli','ref':'x','capabilities':['gpu=1']} | $.capabilities | only adapter container
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'cli','ref':'x','capabilities':['cpu=0.5']} | $.capabilities | whole cores
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'cli','ref':'x','capabilities':['net=none'],'settings':{'capabilities':['net=egress']}} | $.capabilities | contradicts net=egress
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'process','ref':'x','capabilities':['net=none']} | $.capabilities | the tasks of the process
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'container','ref':'x@sha256:DIGEST','settings':{'binaries':[]}} | $.settings | binaries
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'guard_rails':{'capabilities':{'deny':[]}}} | $.guard_rails.capabilities.deny | known here
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'guard_rails':{'capabilities':{'allow':'net=none'}}} | $.guard_rails.capabilities.allow | expected a list
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'guard_rails':{'capabilities':{'allow':['cpu=all']}}} | $.guard_rails.capabilities.allow | cpu=all
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','input_schema':{'properties':{'x':{'type':'strin'}}}} | $.input_schema.properties.x.type | not a JSON Schema
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','effects':'pure'} | $.effects    | unknown field
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','data_classes':['personal']} | $.data_classes | found personal
            {'kind':'tde','name':'a.b','version':'1.0.0','adapter':'file','ref':'x','input_schema':{'x-data-class':'personal'}} | $.input_schema.x-data-class | found personal
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'guard_rails':{'data':{'sees':['pii']}}} | $.guard_rails.data.sees | known here
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'guard_rails':{'data':{'see':['personal']}}} | $.guard_rails.data.see | found personal
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'guard_rails':{'data':{'see':'pii'}}} | $.guard_rails.data.see | expected a list
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'limits':[{'name':'l'}]} | $.limits[0] | limits nothing
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'limits':[{'name':'l','concurrency':0}]} | $.limits[0].concurrency | from 1
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'limits':[{'name':'l','concurrency':1,'by':['user']}]} | $.limits[0].by | found user
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'limits':[{'name':'l','concurrency':1},{'name':'l','concurrency':2}]} | $.limits[1].name | another limit
            {'kind':'policy','name':'p','version':'1.0.0','task_types':['*'],'limits':[{'name':'l','rate':{'tasks':1,'per':'s'}}]} | $.limits[0].rate.per | unknown field
            {'kind':'process','name':'p','version':'1.0.0','owner':'o','bpmn':'p.bpmn'}            | $.bpmn         | BPMN file
            {'kind':'policy','name':'p','version':'1.0.0'}                                         | $.task_types   | missing
            """)
    void shouldNameThePlaceWhenAnEntryIsWrong(String document, String path, String message) {
        // given
        EntryDraft draft =
                Entries.draft(json(document.replace("DIGEST", "a".repeat(64))).text());

        // when
        List<Problem> problems = validator.problems(draft);

        // then
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(message);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "shell", "javascript", "cli"})
    void shouldTakeSecretsInVariablesAndHandingOverWhenAChildDoesTheWork(String adapter) {
        // given
        EntryDraft draft = Entries.draft(
                json("{'kind':'tde','name':'a.b','version':'1.0.0','adapter':'" + adapter + "','ref':'inline:',"
                                + "'settings':{'env':{'TOKEN':'secret://a/b'},'hand_over':true,'capabilities':['net=egress']}}")
                        .text());

        // when
        List<Problem> problems = validator.problems(draft);

        // then
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'adapter':'cli','ref':'sort'         | 'net=internal','cpu=2','mem=1Gi','lang=de'
            'adapter':'http','ref':'x'           | 'net=egress','cpu=0.5','mem=512Mi'
            'adapter':'container','ref':'DIGEST' | 'net=none','cpu=0.5','mem=512Mi','gpu=1'
            'adapter':'container','ref':'mine'   | 'net=none','gpu=8'
            """)
    void shouldTakeCapabilitiesThatTheKindCanProvide(String kind, String capabilities) {
        // given
        EntryDraft draft = Entries.draft(json("{'kind':'tde','name':'a.b','version':'1.0.0',"
                        + kind.replace("DIGEST", "x@sha256:" + "a".repeat(64)) + ",'capabilities':[" + capabilities
                        + "]}")
                .text());

        // when / then
        assertThat(validator.problems(draft)).isEmpty();
    }

    @Test
    void shouldFindNothingWhenTheSeedIsChecked() {
        // given
        List<EntryDraft> seed = Seed.drafts("trellis-artifacts");

        // when
        List<Problem> problems = seed.stream()
                .flatMap(draft -> validator.problems(draft).stream())
                .toList();

        // then
        assertThat(seed).hasSize(6);
        assertThat(problems).isEmpty();
    }
}
