/** Kinds that capabilities bring: an object of one cannot be made before its capability. */
import { idOf, type ManifestProblem, problemAt, type WrittenManifest } from "./manifest";

/** Groups of the API by capability. Source: EKS User Guide, argocd-create-application; ack; kro. */
const GROUPS = {
    argoCd: /^argoproj\.io\//,
    ack: /\.services\.k8s\.aws\//,
    kro: /^kro\.run\//,
} as const;

/** Of objects that are made before every chart and capability, those whose kind nobody knows yet then. */
export function checkFirst(
    objects: readonly WrittenManifest[],
    capabilities: Readonly<Record<string, unknown>> = {},
): ManifestProblem[] {
    return objects.flatMap((one) => {
        const { apiVersion, kind } = idOf(one.manifest);
        const bringing = Object.entries(GROUPS).find(
            ([name, group]) => group.test(apiVersion) && capabilities[name] !== undefined,
        )?.[0];
        if (bringing === undefined) return [];
        const what = `a kind that capability ${bringing} brings, which is made after objects that come first`;
        const remedy = "Move it to an entry without first: true";
        return [problemAt(one, "kind", { what, got: kind, remedy })];
    });
}
