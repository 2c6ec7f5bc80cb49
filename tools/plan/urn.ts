/** URNs as the engine makes them. Source: pulumi/pulumi sdk/go/common/resource/urn/urn.go, New. */

export const STACK_TYPE = "pulumi:pulumi:Stack";

/** The engine chains the types of all parents, except the stack's. */
export function makeUrn(stack: string, project: string, type: string, name: string, parent?: string): string {
    const parentType = parent === undefined || parent === "" ? STACK_TYPE : qualifiedTypeOf(parent);
    const qualified = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** `platform:stacks:Platform$aws:ec2/vpc:Vpc`. */
function qualifiedTypeOf(urn: string): string {
    return urn.split("::")[2] ?? "";
}

/** `dev`. */
export function stackOfUrn(urn: string): string {
    return urn.split("::")[0]?.slice("urn:pulumi:".length) ?? "";
}

/** `aws:ec2/vpc:Vpc`. */
export function typeOfUrn(urn: string): string {
    return qualifiedTypeOf(urn).split("$").at(-1) ?? "";
}

/** The logical name, which may itself hold `::`. */
export function nameOfUrn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** `urn::id` without the id. */
export function urnOfProviderReference(reference: string): string {
    return reference.slice(0, reference.lastIndexOf("::"));
}
