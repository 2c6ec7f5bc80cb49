/** Pod Security: what pods of a namespace may do, as labels that Kubernetes' own admission reads. */
import { z } from "zod";

import type { Problem } from "./problems";

/** Source: Kubernetes documentation, Pod Security Standards. The strictest last. */
export const POD_SECURITY_LEVELS = ["privileged", "baseline", "restricted"] as const;
const level = z.enum(POD_SECURITY_LEVELS);

export const podSecuritySchema = z.strictObject({
    /** Pods that break this level are refused. */
    enforce: level,
    /** Pods that break this level are noted in the audit log. @default not looked at */
    audit: level.exactOptional(),
    /** Whoever makes pods that break this level is warned. @default not looked at */
    warn: level.exactOptional(),
    /** Whose minor's rules count: `latest` or `v1.36`. @default "latest" */
    version: z.string().exactOptional(),
});

export type PodSecurityWords = z.infer<typeof podSecuritySchema>;

/** What pods usually are, and a warning of what the next level would refuse: of namespaces that say nothing. */
export const DEFAULT_LEVELS: PodSecurityWords = {
    enforce: "baseline",
    audit: "restricted",
    warn: "restricted",
};

/** Domain of the labels. A misspelt one of it is taken, and means nothing. */
export const POD_SECURITY_DOMAIN = "pod-security.kubernetes.io";

/** Labels of a namespace. Source: Kubernetes documentation, Pod Security Admission, "Pod Security Admission labels". */
export function podSecurityLabels(words: PodSecurityWords = DEFAULT_LEVELS): Record<string, string> {
    const { version, ...levels } = words;
    const labels: Record<string, string> = {};
    for (const [mode, text] of Object.entries(levels)) {
        labels[`${POD_SECURITY_DOMAIN}/${mode}`] = text;
        if (version !== undefined) labels[`${POD_SECURITY_DOMAIN}/${mode}-version`] = version;
    }
    return labels;
}

/** Anything else is taken, and then means nothing. Source: Kubernetes documentation, Pod Security Admission. */
export function checkPodSecurity(path: string, words: PodSecurityWords | undefined): Problem[] {
    const { version } = words ?? {};
    if (version === undefined || /^(latest|v1\.\d+)$/.test(version)) return [];
    const what = "not a version of the Pod Security Standards";
    const remedy = "Write latest, or a minor such as v1.36";
    return [{ path: `${path}.version`, what, got: version, remedy }];
}
