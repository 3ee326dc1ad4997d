package dev.trellis.host.change;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.host.api.Listing;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.security.Role;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The registries, to look at. */
@Path("/v1/registry/{kind}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "registry")
public final class RegistryResource {
    private final RegistryCache registry;

    RegistryResource(RegistryCache registry) {
        this.registry = registry;
    }

    /** Lists versions of all entries of a kind. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List every version of every entry of a kind: process, tde or policy")
    public Listing<Version> list(@RestPath String kind) {
        RegistrySnapshot now = registry.current();
        return Listing.all(now.items(kind(kind)).stream()
                .map(item -> Version.of(item, now, false))
                .toList());
    }

    /** Lists versions of one entry. */
    @GET
    @Path("/{name}")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List the versions of one entry, with their documents")
    public Listing<Version> versions(@RestPath String kind, @RestPath String name) {
        RegistrySnapshot now = registry.current();
        List<Version> versions = now.items(kind(kind)).stream()
                .filter(item -> item.key().name().equals(name))
                .map(item -> Version.of(item, now, true))
                .toList();
        if (versions.isEmpty()) {
            throw missing(kind, name);
        }
        return Listing.all(versions);
    }

    /** Shows one version. */
    @GET
    @Path("/{name}/{version}")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show one version of an entry; the version may be the word stable")
    public Version get(@RestPath String kind, @RestPath String name, @RestPath String version) {
        RegistrySnapshot now = registry.current();
        RegistryKind of = kind(kind);
        String wanted = version.equals("stable") ? now.stable(of, name).orElse(version) : version;
        return now.item(new RegistryKey(of, name, wanted))
                .map(item -> Version.of(item, now, true))
                .orElseThrow(() -> missing(kind, name + " " + version));
    }

    private static RegistryKind kind(String word) {
        return Arrays.stream(RegistryKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Refusal.NOT_FOUND, "the registries are process, tde and policy, not " + word));
    }

    private static RefusedException missing(String kind, String name) {
        return new RefusedException(Refusal.NOT_FOUND, "the registry " + kind + " has no " + name);
    }

    /**
     * One version.
     *
     * @param stable whether names resolve to it
     * @param document the entry; absent in listings of a whole kind
     */
    public record Version(
            RegistryKind kind,
            String name,
            String version,
            boolean stable,
            String sha256,
            Instant createdAt,
            String createdBy,
            @Nullable Json document) {
        static Version of(RegistryItem item, RegistrySnapshot now, boolean whole) {
            RegistryKey key = item.key();
            return new Version(
                    key.kind(),
                    key.name(),
                    key.version(),
                    now.stable(key.kind(), key.name())
                            .filter(key.version()::equals)
                            .isPresent(),
                    item.sha256(),
                    item.createdAt(),
                    item.createdBy(),
                    whole ? item.document() : null);
        }
    }
}
