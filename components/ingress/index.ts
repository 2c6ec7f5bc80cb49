/** Public: a class of Ingresses. Everything else in this folder may change without notice. */
export { IngressClass, type IngressClassArgs } from "./ingress-class";
export { checkIngressClass, type IngressClassSpec } from "./ingress-class-spec";
