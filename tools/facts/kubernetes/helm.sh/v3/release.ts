/** kubernetes:helm.sh/v3:Release */
import { textOf, unverified } from "../../../build";
import type { Evidence, FactsContext, Properties, ResourceFacts } from "../../../facts";

function release(place: string): Evidence {
    return { source: `pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, ${place}` };
}

/** The last part of `oci://registry/path/chart`, which is also the chart's name. */
function chartOf(ctx: FactsContext): string {
    return textOf(ctx.inputs["chart"]).split("/").at(-1) ?? "";
}

/** What Helm says of a first revision that works. */
function statusOf(ctx: FactsContext): Properties {
    const version = textOf(ctx.inputs["version"]);
    return {
        appVersion: version,
        chart: chartOf(ctx),
        name: ctx.physicalName,
        namespace: textOf(ctx.inputs["namespace"], "default"),
        revision: 1,
        status: "deployed",
        version,
    };
}

export const helmRelease: ResourceFacts = {
    type: "kubernetes:helm.sh/v3:Release",
    id: (ctx) => `${textOf(ctx.inputs["namespace"], "default")}/${ctx.physicalName}`,
    // resourceNames lists what the chart's templates make: nothing of the kit reads it.
    outputs: (ctx) => ({ resourceNames: {}, status: statusOf(ctx) }),
    outputsEvidence: release("setReleaseAttributes"),
    unknownAtPreview: { value: ["resourceNames", "status"], ...release("checkpointRelease") },
    forcesReplacement: [{ paths: ["name", "namespace"], ...release("Diff, forceNewFields") }],
    // The provider makes `<logical name>-` and eight hex digits where no name is given; the kit always gives one.
    physicalName: { value: { kind: "given", property: "name" }, ...release("assignNameIfAutonameable") },
    refusals: [
        {
            during: "check",
            when: "the chart's registry does not answer, or has no such version",
            error: "…; check the chart name and repository configuration.",
            ...release("Check"),
        },
        {
            during: "create",
            when: "the API server cannot be reached",
            error: "can't create Helm Release with unreachable cluster: …",
            ...release("Create"),
        },
        {
            during: "create",
            when: "its pods are not ready within `timeout` seconds, 300 unless given; customTimeouts are not read",
            error: "failed to become available within allocated timeout. Error: Helm Release …",
            ...release("helmCreate, releaseFailedError"),
        },
        {
            during: "update",
            when: "an earlier process was killed while it installed or upgraded the release",
            error: "another operation (install/upgrade/rollback) is in progress",
            ...unverified(
                "Helm's text as quoted in pulumi/pulumi-kubernetes#2054; Helm's source was not read",
            ),
        },
    ],
};
