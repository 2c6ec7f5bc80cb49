/** Objects that wait for a controller which the environment does not have. */
import { idOf, mapOf, type WrittenManifest } from "./manifest";

/** What of the shape says who makes load balancers. */
export interface ReadsOfControllers {
    readonly compute: { readonly kind: string };
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<Record<string, { readonly chart: string }>>;
}

const CONTROLLER = "aws-load-balancer-controller";

/**
 * Of class alb alone, whose controller is known: an Ingress without one is taken, and has no address for ever. A cluster that
 * is there already may have one that nothing here tells of, and Auto Mode brings its own.
 */
export function noticesOfUnanswered(
    entry: string,
    objects: readonly Pick<WrittenManifest, "manifest">[],
    { catalogue = {}, charts = {}, compute }: ReadsOfControllers,
): string[] {
    const isAnswered =
        ["auto-mode", "existing"].includes(compute.kind) ||
        Object.hasOwn(catalogue, CONTROLLER) ||
        Object.values(charts).some(({ chart }) => chart === CONTROLLER || chart.endsWith(`/${CONTROLLER}`));
    if (isAnswered) return [];
    return objects.flatMap(({ manifest }) => {
        const { kind, name, namespace } = idOf(manifest);
        if (kind !== "Ingress" || mapOf(manifest["spec"])["ingressClassName"] !== "alb") return [];
        return [
            `Ingress ${namespace}/${name} of objects ${entry} is of class alb, and nothing here makes its load balancer: add ` +
                `"${CONTROLLER}": {} to catalogue`,
        ];
    });
}
