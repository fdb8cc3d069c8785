/** Parts of Nest that are not installed: it asks for them when they are used, which they are not. */
export const OPTIONAL_PACKAGES = [
  "@nestjs/microservices",
  "@nestjs/websockets",
  "class-transformer",
  "class-validator",
];
