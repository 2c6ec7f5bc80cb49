/** Classes of Ingresses, by name. */
import type { z } from "zod";

import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import type { Problem } from "../shared/problems";
import { IngressClass } from "./ingress-class";
import { checkIngressClass, type IngressClassSpec } from "./ingress-class-spec";
import { ingressClassesSchema } from "./ingress-classes-schema";

const words = {
    /**
     * Classes of Ingresses with what all their load balancers have in common, by the name that Ingresses ask for.
     * @default none but that of `aws-load-balancer-controller`, where the catalogue has it
     * @example
     * ingressClasses: { alb: { controller: "auto-mode", scheme: "internet-facing", group: "shop" } },
     */
    ingressClasses: ingressClassesSchema.exactOptional(),
};

const LBC = "aws-load-balancer-controller";

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly certificates?: Readonly<Record<string, unknown>>;
    readonly compute: { readonly kind: ComputeKind };
    readonly catalogue?: {
        readonly [LBC]?: {
            readonly ingressClass?: { readonly default?: boolean; readonly name?: string };
            readonly manages?: "load-balancers" | "targets";
        };
    };
};
type All = readonly Named<IngressClassSpec>[];

export const ingressClasses = part({
    words,
    // After the controllers, before what has Ingresses.
    phase: "pools",
    plan: ({ shape }: Environment<Reads>): All =>
        Object.entries(shape.ingressClasses ?? {}).map(([className, said]) => ({
            name: `ingress-class-${className}`,
            shapePath: `ingressClasses.${className}`,
            spec: { className, words: said },
        })),
    origins: { className: { shape: "" } },
    check: (spec, { shape }) => [
        ...checkIngressClass(spec),
        ...checkController(spec, shape),
        ...checkCertificates(spec, shape),
    ],
    checkAll: checkDefaults,
    inClusterOnly: true,
    build: ({ name, spec }, { ground, options }) => {
        const { certificates } = spec.words;
        const certificateArns = certificates?.flatMap((key) => ground.certificates[key] ?? []);
        return new IngressClass(
            name,
            { ...spec, ...(certificateArns === undefined ? {} : { certificateArns }) },
            options,
        );
    },
});

/** A class without a controller makes Ingresses that wait for ever. */
function checkController(
    { className, words: { controller } }: IngressClassSpec,
    { catalogue = {}, compute: { kind } }: Reads,
): Problem[] {
    const path = "controller";
    if (controller === "auto-mode") {
        if (kind === "auto-mode") return [];
        const remedy = 'Write controller: "load-balancer-controller", with it in the catalogue';
        return [
            { path, what: `compute of kind ${kind} has no controller of its own`, got: controller, remedy },
        ];
    }
    const { [LBC]: chart } = catalogue;
    if (chart === undefined) {
        const remedy = `Add catalogue: { "${LBC}": {} }`;
        return [{ path, what: "the catalogue does not have it", got: controller, remedy }];
    }
    if (chart.manages === "targets") {
        const remedy = `Remove manages of catalogue.${LBC}`;
        return [{ path, what: "it makes no load balancer here, only targets", got: controller, remedy }];
    }
    const own = chart.ingressClass?.name ?? (kind === "auto-mode" ? "alb-controller" : "alb");
    if (className !== own) return [];
    const what = `catalogue.${LBC} makes a class of this name`;
    return [{ path: "className", what, got: className, remedy: "Name one of the two otherwise" }];
}

function checkCertificates(
    { words: { certificates = [] } }: IngressClassSpec,
    { certificates: known = {} }: Reads,
): Problem[] {
    return certificates.flatMap((got, index) =>
        Object.hasOwn(known, got)
            ? []
            : [
                  {
                      path: `certificates[${index}]`,
                      what: "not a certificate of the shape",
                      got,
                      remedy: "Name one of certificates, or add it there",
                  },
              ],
    );
}

/** With two, an Ingress without a class is refused. Source: Kubernetes documentation, Ingress, "Default IngressClass". */
function checkDefaults(components: All, { shape: { catalogue = {} } }: Environment<Reads>): PlacedProblem[] {
    const own = catalogue[LBC]?.ingressClass?.default === true;
    const defaults = components.filter(({ spec }) => spec.words.default === true);
    const first = own ? `catalogue.${LBC}.ingressClass` : (defaults[0]?.shapePath ?? "");
    return defaults.slice(own ? 0 : 1).map(({ shapePath }) => ({
        shapePath,
        path: "default",
        what: `${first} is the default already`,
        got: true,
        remedy: "Leave one of them",
    }));
}
