/** Where the charts of an environment are pulled from: read from its planned releases. */
import { hostOf, privateEcrOf } from "../../components/shared/registries";
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";

/** `index`: a repository with an index over HTTPS, which Helm reads without a login; the kit's charts take none. */
export interface ChartSource {
    readonly kind: "index" | "oci";
    /** With its port, where it is not the usual one. */
    readonly host: string;
}

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Each host once, in the order of their names; none where nothing is installed from anywhere. */
export function chartSourcesOf({ resources }: PlannedGraph): readonly ChartSource[] {
    const found = resources.filter(({ type }) => type === RELEASE).flatMap(sourceOf);
    const byHost = new Map(found.map((source) => [`${source.kind} ${source.host}`, source]));
    return [...byHost.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
}

/** A chart that is a folder or an archive beside the program comes from nowhere. */
function sourceOf({ inputs }: PlannedResource): readonly ChartSource[] {
    const { chart, repositoryOpts } = objectOf(inputs);
    const address = [chart, objectOf(repositoryOpts)["repo"]]
        .map((text) => /^(oci|https?):\/\/(.+)$/.exec(textOf(text)))
        .find((match) => match !== null);
    const [, scheme, rest] = address ?? [];
    return rest === undefined ? [] : [{ kind: scheme === "oci" ? "oci" : "index", host: hostOf(rest) }];
}

/** A registry that wants a login which AWS gives out, and where to ask for it. */
export interface EcrLogin {
    readonly host: string;
    readonly region: string;
}

/** What whoever deploys must log in to first. */
export function ecrLoginsOf(graph: PlannedGraph): readonly EcrLogin[] {
    return chartSourcesOf(graph).flatMap(({ host, kind }) => {
        const owner = kind === "oci" ? privateEcrOf(host) : undefined;
        return owner === undefined ? [] : [{ host, region: owner.region }];
    });
}
