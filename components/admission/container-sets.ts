/** The kit's sets for what containers may do. Pure. */
import type { AdmissionWords } from "./admission-schema";
import { CONTAINERS, POD_SPEC, quoted, type Variable } from "./cel";
import { type Draft, namedBy, READS_PODS, WORKLOADS } from "./draft";

/** Containers for which an expression holds, of which none may be. */
function noneOf(offends: string, message: string, variables: readonly Variable[] = []): Draft {
    return {
        resources: WORKLOADS,
        reads: READS_PODS,
        variables: [
            POD_SPEC,
            CONTAINERS,
            ...variables,
            {
                name: "offending",
                expression: `variables.containers.filter(c, ${offends}).map(c, string(c.name))`,
            },
        ],
        validations: [
            {
                expression: "variables.offending.size() == 0",
                message,
                messageExpression: namedBy("offending", `${message}, and these are not so`),
            },
        ],
    };
}

const says = (field: string) => `(has(c.securityContext) && has(c.securityContext.${field}))`;

/** Windows has none of it. Source: Kubernetes documentation, Pod Security Standards, "Restricted", on spec.os.name. */
const ON_WINDOWS: Variable = {
    name: "onWindows",
    expression: 'has(variables.pod.os) && variables.pod.os.name == "windows"',
};

export function privilegedOf(): Draft {
    return noneOf(
        `${says("privileged")} && c.securityContext.privileged == true`,
        "no container is privileged",
    );
}

export function capabilitiesOf({
    allowed = ["NET_BIND_SERVICE"],
}: NonNullable<AdmissionWords["capabilities"]>): Draft {
    const which = allowed.length === 0 ? "" : ` but ${allowed.join(", ")}`;
    return noneOf(
        `${says("capabilities")} && has(c.securityContext.capabilities.add) && ` +
            `c.securityContext.capabilities.add.exists(k, !(k in ${quoted(allowed)}))`,
        `containers add no capability${which}`,
    );
}

export function escalationOf(): Draft {
    const field = "allowPrivilegeEscalation";
    return noneOf(
        `!variables.onWindows && !(${says(field)} && c.securityContext.${field} == false)`,
        "containers cannot gain privileges",
        [ON_WINDOWS],
    );
}

/** What a container says counts before what its pod says. */
export function nonRootOf(): Draft {
    const ofPod = (field: string) =>
        `has(variables.pod.securityContext) && has(variables.pod.securityContext.${field})`;
    return noneOf(
        `(${says("runAsNonRoot")} ? c.securityContext.runAsNonRoot != true : !variables.podIsNonRoot) || ` +
            `(${says("runAsUser")} ? c.securityContext.runAsUser == 0 : variables.podIsRoot)`,
        "containers run as somebody else than root",
        [
            {
                name: "podIsNonRoot",
                expression: `${ofPod("runAsNonRoot")} && variables.pod.securityContext.runAsNonRoot == true`,
            },
            {
                name: "podIsRoot",
                expression: `${ofPod("runAsUser")} && variables.pod.securityContext.runAsUser == 0`,
            },
        ],
    );
}

export function readOnlyRootOf(): Draft {
    const field = "readOnlyRootFilesystem";
    return noneOf(
        `!variables.onWindows && !(${says(field)} && c.securityContext.${field} == true)`,
        "the root file system of containers is read-only",
        [ON_WINDOWS],
    );
}

export function secretsAsFilesOf(): Draft {
    return noneOf(
        "(has(c.env) && c.env.exists(e, has(e.valueFrom) && has(e.valueFrom.secretKeyRef))) || " +
            "(has(c.envFrom) && c.envFrom.exists(e, has(e.secretRef)))",
        "containers read Secrets from files, not from variables",
    );
}
