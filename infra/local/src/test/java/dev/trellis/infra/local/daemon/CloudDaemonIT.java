package dev.trellis.infra.local.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.infra.local.LocalMain;
import dev.trellis.infra.local.platform.PortTable;
import dev.trellis.infra.local.platform.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The daemon as people run it: commands in processes of their own, on a folder of their own. */
class CloudDaemonIT {

    /** The first block of ports, from here on, that nobody uses. */
    private static final int PORT_OFFSET = IntStream.iterate(3000, offset -> offset + 200)
            .filter(offset -> PortTable.choose(offset, PortTable::free).choices().stream()
                    .allMatch(choice -> choice.port() == choice.wanted()))
            .findFirst()
            .orElseThrow();

    @TempDir
    Path folder;

    private StateFolder state;
    private CloudClient client;

    @BeforeEach
    void choose() {
        state = new StateFolder(folder.resolve("state"));
        client = new CloudClient(state);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        var unused = command("down");
    }

    @Test
    void shouldKeepAllDataWhenStoppedAndStartedAgain() throws Exception {
        // given
        assertThat(up()).contains("ready after");
        writeEverywhere();

        // when
        List<ProcessHandle> processes = allProcesses();
        assertThat(command("down")).contains("stopped: daemon");

        // then
        assertThat(processes).as("daemon and database").hasSizeGreaterThan(1);
        assertThat(processes).as("nothing is left").noneMatch(ProcessHandle::isAlive);
        assertThat(command("status")).contains("nothing runs");
        assertThat(up()).contains("ready after");
        assertEverythingIsThere();
    }

    @Test
    void shouldComeUpWithItsDataWhenTheDaemonWasKilled() throws Exception {
        // given
        var unused = up();
        writeEverywhere();
        List<ProcessHandle> orphans = allProcesses();
        ProcessHandle daemon = client.daemon().orElseThrow();

        // when
        boolean killed = daemon.destroyForcibly();
        await().until(() -> !daemon.isAlive());

        // then
        assertThat(killed).isTrue();
        assertThat(up()).contains("ready after");
        assertThat(orphans).as("orphans are ended").noneMatch(ProcessHandle::isAlive);
        assertEverythingIsThere();
    }

    @Test
    void shouldLeaveNothingBehindWhenDownFollowsAKill() throws Exception {
        // given
        var unused = up();
        List<ProcessHandle> processes = allProcesses();
        boolean killed = client.daemon().orElseThrow().destroyForcibly();

        // when
        String said = command("down");

        // then
        assertThat(killed).isTrue();
        assertThat(said).contains("postgres");
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void shouldMoveAndSaySoWhenAPortIsTaken() throws Exception {
        // given
        int wanted = PORT_OFFSET + 8423;
        try (ServerSocket taken = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            // when
            String said = up();

            // then
            assertThat(taken.isBound()).isTrue();
            assertThat(said).contains("sqs: port %d is taken, using %d".formatted(wanted, wanted + 20));
            assertThat(endpoint("sqs")).endsWith(":" + (wanted + 20));
        }
    }

    @Test
    void shouldStartTheDatabaseAloneWhenTheCloudIsElsewhere() throws Exception {
        // given
        String elsewhere = "http://127.0.0.1:9";

        // when
        String said = up("--endpoint", elsewhere);

        // then
        assertThat(said).contains("ready after");
        assertThat(command("status")).contains("postgres").doesNotContain("dynamodb");
        assertThat(endpoint("sqs")).isEqualTo(elsewhere);
        assertThat(endpoint("lambda")).isEqualTo(elsewhere);
        assertThat(endpoint("postgres")).startsWith("jdbc:postgresql://127.0.0.1:");
    }

    @Test
    void shouldSayWhatIsWrongWhenTheEndpointIsNoAddress() throws Exception {
        // given
        // when
        String said = up("--endpoint", "localstack");

        // then
        assertThat(said).contains("TRELLIS_ENDPOINT=localstack is no address");
    }

    private void writeEverywhere() throws SQLException, IOException {
        try (SqsClient sqs = sqs();
                S3Client s3 = s3()) {
            var sent = sqs.sendMessage(
                    request -> request.queueUrl(submissions(sqs)).messageBody("kept"));
            var put = s3.putObject(
                    request -> request.bucket("trellis-artifacts").key("a/b.txt"), RequestBody.fromString("kept"));
            assertThat(sent.messageId()).isNotEmpty();
            assertThat(put.eTag()).isNotEmpty();
        }
        sql("create table kept (word text)");
        sql("insert into kept values ('kept')");
    }

    private void assertEverythingIsThere() throws SQLException, IOException {
        try (SqsClient sqs = sqs();
                S3Client s3 = s3()) {
            var messages = sqs.receiveMessage(
                            request -> request.queueUrl(submissions(sqs)).waitTimeSeconds(5))
                    .messages();
            assertThat(messages).hasSize(1).first().satisfies(one -> assertThat(one.body())
                    .isEqualTo("kept"));
            assertThat(s3.getObjectAsBytes(request ->
                                    request.bucket("trellis-artifacts").key("a/b.txt"))
                            .asUtf8String())
                    .isEqualTo("kept");
        }
        sql("select 1 / count(*) from kept");
    }

    private static String submissions(SqsClient sqs) {
        return sqs.getQueueUrl(request -> request.queueName("trellis-submissions"))
                .queueUrl();
    }

    private void sql(String statement) throws SQLException, IOException {
        String password = Files.readString(state.data("postgres.password"));
        try (var connection = DriverManager.getConnection(endpoint("postgres"), "trellis", password);
                var execution = connection.createStatement()) {
            boolean unused = execution.execute(statement);
        }
    }

    private String endpoint(String service) {
        JsonNode platform = client.platform().orElseThrow();
        return platform.path("services").path(service).path("endpoint").asText();
    }

    private List<ProcessHandle> allProcesses() {
        ProcessHandle daemon = client.daemon().orElseThrow();
        return Stream.concat(Stream.of(daemon), daemon.descendants()).toList();
    }

    private SqsClient sqs() {
        return SqsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .endpointOverride(URI.create(endpoint("sqs")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private S3Client s3() {
        return S3Client.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .endpointOverride(URI.create(endpoint("s3")))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private String up(String... more) throws IOException, InterruptedException {
        Stream<String> usual = Stream.of(
                "up",
                "--no-host",
                "--port-offset",
                Integer.toString(PORT_OFFSET),
                "--packages",
                folder.resolve("packages").toString());
        return command(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    private String command(String... words) throws IOException, InterruptedException {
        var command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LocalMain.class.getName()),
                        Stream.concat(
                                Stream.of(words),
                                Stream.of("--state", state.root().toString())))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        assertThat(ended).isTrue();
        return said;
    }
}
