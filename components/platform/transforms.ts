/** Transforms: inputs of the kit's resources that no word of the shape reaches, changed by the fork's own code. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { chooseFrom } from "../shared/hints";
import type { Problem } from "../shared/problems";

/** A change of the inputs of one component's resources of one type. Made by {@link transform}. */
export interface Transform {
    /** Logical name of the component. */
    readonly component: string;
    /** Type token: `aws:eks/cluster:Cluster`. */
    readonly type: string;
    /** Gets the inputs and the resource's logical name, and returns all inputs. */
    readonly change: (inputs: object, name: string) => object;
}

/** A class of Pulumi's resources. */
type ResourceClass = abstract new (name: string, ...rest: never) => pulumi.CustomResource;

/** What its constructor takes as inputs. */
type ArgsOf<Class extends ResourceClass> = NonNullable<ConstructorParameters<Class>[1]>;

/**
 * Changes the inputs of every resource of this class in one component, typed by the resource's own arguments:
 * `transform("cluster", LogGroup, (inputs) => ({ ...inputs, logGroupClass: "INFREQUENT_ACCESS" }))`.
 * The kit's checks have run by then: what the change breaks shows in the plan or at `up`.
 * @param component logical name, as the plan shows it
 * @param change gets the inputs and the resource's logical name, and returns all inputs
 * @throws TypeError when the class is no resource
 */
export function transform<Class extends ResourceClass>(
    component: string,
    resource: Class,
    change: (inputs: ArgsOf<Class>, name: string) => ArgsOf<Class>,
): Transform {
    const type = (resource as { readonly __pulumiType?: unknown }).__pulumiType;
    if (typeof type !== "string") {
        throw new TypeError(`transform of ${component}: not a class of Pulumi resources`);
    }
    // What comes in is what this type's resources are made with: Pulumi says so by the type's token alone.
    return { component, type, change: (inputs, name) => change(inputs, name) };
}

export const transformSchema = z
    .custom<Transform>(
        (value) =>
            typeof value === "object" &&
            value !== null &&
            ["component", "type", "change"].every((key) => key in value),
    )
    .describe("transform(…)");

/** A misspelt component would leave everything as it is. */
export function checkTransforms(transforms: readonly Transform[], components: readonly string[]): Problem[] {
    return transforms.flatMap(({ component }, index) =>
        components.includes(component)
            ? []
            : [
                  {
                      path: `transforms[${index}].component`,
                      what: "no component of this environment",
                      got: component,
                      remedy: chooseFrom(component, components),
                  },
              ],
    );
}

/** What a reader of the plan sees: `cluster: aws:eks/cluster:Cluster`. */
export function describeTransform({ component, type }: Transform): string {
    return `${component}: ${type}`;
}

/** Applies the transforms of an environment, and knows which of them found nothing. */
export class Transformations {
    private readonly applied = new Set<Transform>();

    public constructor(private readonly transforms: readonly Transform[]) {}

    /** For the options of a component: Pulumi hands them on to every resource below it. */
    public of(component: string): pulumi.ResourceTransformation[] {
        return this.transforms
            .filter((one) => one.component === component)
            .map((one) => ({ name, opts, props, type }) => {
                if (type !== one.type) return undefined;
                this.applied.add(one);
                return { opts, props: one.change(props, name) };
            });
    }

    /** @throws pulumi.RunError naming every transform that changed nothing. */
    public refuseUnused(file: string): void {
        const lines = this.transforms.flatMap((one, index) =>
            this.applied.has(one)
                ? []
                : [
                      `${file} › transforms[${index}]: component ${one.component} has no resource of type ${one.type}. Remove it, or name the component that has one.`,
                  ],
        );
        if (lines.length > 0)
            throw new pulumi.RunError(`transforms that change nothing:\n${lines.join("\n")}`);
    }
}
