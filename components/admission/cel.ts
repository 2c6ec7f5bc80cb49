/** Values and pieces of CEL, the language of expressions in policies of admission. Pure. */

/** A text or a list of texts. Escapes of JSON are CEL's as well. Source: google/cel-spec doc/langdef.md, String and Bytes Values. */
export function quoted(value: string | readonly string[]): string {
    return JSON.stringify(value);
}

export interface Variable {
    readonly name: string;
    readonly expression: string;
}

/**
 * The pods' spec of a pod, or of what makes pods. `dyn` keeps the API server from checking a field against kinds that do not
 * have it. Source: Kubernetes documentation, Validating Admission Policy, "Type checking".
 */
export function podSpecOf(object: string): string {
    return (
        `(${object}.kind == "Pod" ? dyn(${object}).spec : ` +
        `${object}.kind == "CronJob" ? dyn(${object}).spec.jobTemplate.spec.template.spec : dyn(${object}).spec.template.spec)`
    );
}

export const POD_SPEC: Variable = { name: "pod", expression: podSpecOf("object") };

/** Every container, whenever it runs. */
export const CONTAINERS: Variable = {
    name: "containers",
    expression:
        "variables.pod.containers + " +
        "(has(variables.pod.initContainers) ? variables.pod.initContainers : []) + " +
        "(has(variables.pod.ephemeralContainers) ? variables.pod.ephemeralContainers : [])",
};

/**
 * The whole name of a container's image, as the container runtime reads it.
 * Source: distribution/reference normalize.go, splitDockerDomain.
 */
export function wholeImage(container: string): string {
    const first = `${container}.image.split("/")[0]`;
    const hasRegistry =
        `${container}.image.contains("/") && ` +
        `(${first}.contains(".") || ${first}.contains(":") || ${first} == "localhost")`;
    const library = `(${container}.image.contains("/") ? "docker.io/" : "docker.io/library/")`;
    return `(${hasRegistry} ? ${container}.image : ${library} + ${container}.image)`;
}

/** A field that may be absent, or what stands for it. */
export function orElse(field: string, absent: string): string {
    return `(has(${field}) ? ${field} : ${absent})`;
}
