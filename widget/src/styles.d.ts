// A style sheet that goes into the script as text.
declare module "*.scss?inline" {
  const css: string;
  export default css;
}
