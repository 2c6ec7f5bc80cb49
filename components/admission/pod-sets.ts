/** The kit's sets for pods and what makes pods: images, amounts, hosts. Pure. */
import type { AdmissionWords } from "./admission-schema";
import { CONTAINERS, POD_SPEC, quoted, wholeImage } from "./cel";
import { type Draft, namedBy, NEW_PODS, READS_PODS, WORKLOADS } from "./draft";

export function registriesOf({ allowed }: NonNullable<AdmissionWords["registries"]>): Draft {
    const prefixes = allowed.map((entry) => `${entry}/`);
    const message = `images come from ${allowed.join(", ")} alone`;
    return {
        resources: WORKLOADS,
        reads: READS_PODS,
        variables: [
            POD_SPEC,
            CONTAINERS,
            {
                name: "foreign",
                expression:
                    `variables.containers.filter(c, !${quoted(prefixes)}.exists(p, ${wholeImage("c")}.startsWith(p)))` +
                    ".map(c, string(c.image))",
            },
        ],
        validations: [
            {
                expression: "variables.foreign.size() == 0",
                message,
                messageExpression: namedBy("foreign", `${message}, and not`),
            },
        ],
    };
}

export function imageTagsOf(): Draft {
    const message = "images are named by a tag other than latest, or by a digest";
    return {
        resources: WORKLOADS,
        reads: READS_PODS,
        variables: [
            POD_SPEC,
            CONTAINERS,
            {
                name: "loose",
                expression:
                    'variables.containers.filter(c, !c.image.contains("@") && ' +
                    '(c.image.endsWith(":latest") || !c.image.substring(c.image.lastIndexOf("/") + 1).contains(":")))' +
                    ".map(c, string(c.image))",
            },
        ],
        validations: [
            {
                expression: "variables.loose.size() == 0",
                message,
                messageExpression: namedBy("loose", `${message}, and not`),
            },
        ],
    };
}

/** Of pods alone: in a template, what a LimitRange fills in is not there yet. */
export function resourcesOf(words: NonNullable<AdmissionWords["resources"]>): Draft {
    const { limits = ["memory"], requests = ["cpu", "memory"] } = words;
    const states = (field: string, keys: readonly string[]) =>
        `(has(c.resources) && has(c.resources.${field}) && ${quoted(keys)}.all(k, k in c.resources.${field}))`;
    const rules = [
        ...(requests.length === 0 ? [] : [{ field: "requests", keys: requests }]),
        ...(limits.length === 0 ? [] : [{ field: "limits", keys: limits }]),
    ];
    return {
        // An update of a pod changes neither, but for a resize, which states both.
        resources: NEW_PODS,
        variables: [POD_SPEC, CONTAINERS],
        validations: rules.map(({ field, keys }) => {
            const message = `containers state ${field} of ${keys.join(", ")}`;
            return {
                expression: `variables.containers.all(c, ${states(field, keys)})`,
                message,
                messageExpression:
                    `${quoted(`${message}, and these do not: `)} + ` +
                    `variables.containers.filter(c, !${states(field, keys)}).map(c, string(c.name)).join(", ")`,
            };
        }),
    };
}

export function hostOf(): Draft {
    const off = (field: string) => `(!has(variables.pod.${field}) || variables.pod.${field} == false)`;
    return {
        resources: WORKLOADS,
        reads: READS_PODS,
        variables: [POD_SPEC, CONTAINERS],
        validations: [
            {
                expression: ["hostNetwork", "hostPID", "hostIPC"].map(off).join(" && "),
                message: "pods share neither network nor processes with their node",
            },
            {
                expression: "!has(variables.pod.volumes) || variables.pod.volumes.all(v, !has(v.hostPath))",
                message: "pods mount no folder of their node",
            },
            {
                expression:
                    "variables.containers.all(c, !has(c.ports) || " +
                    "c.ports.all(p, !has(p.hostPort) || p.hostPort == 0))",
                message: "containers listen at no port of their node",
            },
        ],
    };
}
